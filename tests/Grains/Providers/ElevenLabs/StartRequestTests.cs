using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

public sealed class StartRequestTests
{
    private const string Taken = """{ "success": true, "message": "", "conversation_id": "conv_1", "callSid": "CA1" }""";

    // what the composed samples show besides what we send
    private static readonly string[][] NotOurs =
    [
        ["call_recording_enabled"],
        ["telephony_call_config", "twilio_call_recording_enabled"],
        ["conversation_initiation_client_data", "source_info"],
        ["conversation_initiation_client_data", "custom_llm_extra_body"],
        ["conversation_initiation_client_data", "conversation_config_override", "tts"],
        ["conversation_initiation_client_data", "conversation_config_override", "agent", "language"],
    ];

    [Theory]
    [InlineData("twilio", "api_twilio_outbound_call", "/v1/convai/twilio/outbound-call")]
    [InlineData("sip_trunk", "api_sip_trunk_outbound_call", "/v1/convai/sip-trunk/outbound-call")]
    public async Task A_full_request_is_the_composed_sample(string transport, string sample, string path)
    {
        await using var stub = await StubApi.AnsweringAsync(200, Taken);
        await stub.Provider(settings: ("ApiKey", "sk_test")).StartCallAsync(Samples.Start(transport) with
        {
            Prompt = "You are a helpful assistant.",
            FirstMessage = "Hello Alex, this is a test call.",
            MaxDurationSeconds = 600,
            RingSeconds = 45,
            Variables = Variables(("contact_name", "\"Alex\""), ("attempt", "2"), ("vip", "false")),
        }, default);

        var sent = Assert.Single(stub.Requests);
        Assert.Equal(("POST", path, "sk_test"), (sent.Method, sent.Target, sent.Key));
        var expected = Samples.Json($"{sample}.request.full.composed.json");
        expected["conversation_initiation_client_data"]!["user_id"] = "int_0001";
        foreach (var unused in NotOurs)
            Remove(expected, unused);
        var actual = JsonNode.Parse(sent.Body);
        Assert.True(JsonNode.DeepEquals(Sorted(expected), Sorted(actual!)), sent.Body);
    }

    [Theory]
    [InlineData("twilio", "api_twilio_outbound_call")]
    [InlineData("sip_trunk", "api_sip_trunk_outbound_call")]
    public async Task What_is_not_set_is_left_out(string transport, string sample)
    {
        var body = await SentAsync(Samples.Start(transport));
        Assert.All(Samples.Json($"{sample}.request.minimal.json").AsObject(), field => Assert.True(body.AsObject().ContainsKey(field.Key)));
        Assert.False(body["conversation_initiation_client_data"]!.AsObject().ContainsKey("conversation_config_override"));
        Assert.DoesNotContain("null", body.ToJsonString());
    }

    [Fact]
    public async Task The_attempt_goes_along_as_user_and_as_variable_and_no_lead_field_replaces_it()
    {
        var body = await SentAsync(Samples.Start() with { Variables = Variables(("interaction_id", "\"forged\""), ("system__time", "\"x\""), ("a", "1")) });
        var data = body["conversation_initiation_client_data"]!;
        Assert.Equal("int_0001", (string?)data["user_id"]);
        Assert.Equal("""{"interaction_id":"int_0001","a":1}""", data["dynamic_variables"]!.ToJsonString());
    }

    [Fact]
    public async Task What_the_call_is_for_goes_along_and_comes_back_with_the_conversation()
    {
        var origin = new CallOrigin { OrganizationId = "org_1", LeadId = "lead_1", CampaignId = "SOL", Source = CallSource.AutoDialer, Phone = "+12125550142" };
        var body = await SentAsync(Samples.Start() with { Origin = origin, Variables = Variables(("lead_id", "\"forged\""), ("phone", "\"+12125550142\"")) });
        var data = body["conversation_initiation_client_data"]!;
        Assert.Equal(
            [("interaction_id", "int_0001"), ("organization_id", "org_1"), ("lead_id", "lead_1"), ("campaign_id", "SOL"), ("call_source", "auto_dialer"), ("phone", "+12125550142")],
            data["dynamic_variables"]!.AsObject().Select(variable => (variable.Key, (string?)variable.Value)));

        using var conversation = JsonDocument.Parse($$"""{ "conversation_id": "conv_1", "status": "done", "conversation_initiation_client_data": {{data.ToJsonString()}} }""");
        Assert.Equal(origin, ReportRules.Conversation(conversation.RootElement).Origin);
    }

    [Fact]
    public async Task A_variable_without_value_is_sent_as_empty_text_because_a_missing_one_ends_the_call()
    {
        var body = await SentAsync(Samples.Start() with { Variables = Variables(("email", "null"), ("tags", "[1]")) });
        Assert.Equal("""{"interaction_id":"int_0001","email":"","tags":"[1]"}""", body["conversation_initiation_client_data"]!["dynamic_variables"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Hi \ud83d")]
    [InlineData("Hi \u0000 \"quoted\" 🙂")]
    public async Task Any_text_makes_a_readable_body(string text)
    {
        var body = await SentAsync(Samples.Start() with { Prompt = text });
        Assert.NotNull(body["conversation_initiation_client_data"]!["conversation_config_override"]!["agent"]!["prompt"]!["prompt"]);
    }

    [Fact]
    public async Task A_number_of_unknown_transport_is_refused_unsent()
    {
        await using var stub = await StubApi.AnsweringAsync(200, Taken);
        var result = Assert.IsType<StartCallResult.Refused>(await stub.Provider().StartCallAsync(Samples.Start("exotel"), default));
        Assert.Equal(RefusalKind.Request, result.Kind);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task A_base_address_may_have_a_path()
    {
        await using var stub = await StubApi.AnsweringAsync(200, Taken);
        await stub.Provider(settings: ("BaseUrl", stub.Address + "/simulator/elevenlabs")).StartCallAsync(Samples.Start(), default);
        Assert.Equal("/simulator/elevenlabs/v1/convai/twilio/outbound-call", Assert.Single(stub.Requests).Target);
    }

    private static async Task<JsonNode> SentAsync(StartCallRequest request)
    {
        await using var stub = await StubApi.AnsweringAsync(200, Taken);
        Assert.IsType<StartCallResult.Placed>(await stub.Provider().StartCallAsync(request, default));
        return JsonNode.Parse(Assert.Single(stub.Requests).Body)!;
    }

    private static ImmutableSortedDictionary<string, JsonText> Variables(params (string Name, string Json)[] values) =>
        values.ToImmutableSortedDictionary(value => value.Name, value => new JsonText(value.Json));

    private static void Remove(JsonNode node, string[] path)
    {
        foreach (var name in path[..^1])
            node = node[name]!;
        node.AsObject().Remove(path[^1]);
    }

    private static JsonNode Sorted(JsonNode node) => node is JsonObject fields
        ? new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value is null ? null : Sorted(field.Value))))
        : node.DeepClone();
}
