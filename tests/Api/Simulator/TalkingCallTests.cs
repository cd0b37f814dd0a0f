using System.Text.Json;

namespace LeadSail.Simulator;

/// <summary>What the product gets to see of calls that something picks up.</summary>
public sealed class TalkingCallTests
{
    [Theory]
    [InlineData("01", null, "success", null)]
    [InlineData("02", null, "failure", "Call ended by remote party")]
    [InlineData("03", null, "unknown", "Ending conversation after 40 seconds of silence.")]
    [InlineData("04", null, "unknown", "voicemail_detection tool was called.")]
    [InlineData("08", "callback", "success", null)]
    [InlineData("09", "callback", "success", null)]
    [InlineData("10", "qualified", "success", null)]
    [InlineData("11", "disqualified", "failure", null)]
    [InlineData("12", "follow_up", "success", null)]
    [InlineData("13", "do_not_call", "failure", null)]
    [InlineData("14", "wrong_person", "failure", null)]
    public async Task The_report_carries_the_evidence_of_its_ending(string digits, string? disposition, string successful, string? termination)
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        var started = await flight.StartAsync("+121255501" + digits);
        Assert.True(started.GetProperty("success").GetBoolean());
        Assert.StartsWith("CA", started.GetProperty("callSid").GetString(), StringComparison.Ordinal);

        var webhook = await flight.NextWebhookAsync();
        Assert.True(webhook.IsSigned());
        Assert.Equal("post_call_transcription", webhook.Type);
        Assert.Equal(started.GetProperty("conversation_id").GetString(), webhook.ConversationId);
        var data = webhook.Data;
        Assert.Equal("done", data.GetProperty("status").GetString());
        Assert.Equal("int_1", data.GetProperty("user_id").GetString());
        Assert.Equal("Marta", data.GetProperty("conversation_initiation_client_data").GetProperty("dynamic_variables").GetProperty("first_name").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("metadata").GetProperty("error").ValueKind);
        var analysis = data.GetProperty("analysis");
        Assert.Equal(successful, analysis.GetProperty("call_successful").GetString());
        Assert.NotEmpty(analysis.GetProperty("transcript_summary").GetString()!);
        if (digits != "01") Assert.Equal(disposition, Collected(data, "disposition"));
        if (termination is not null) Assert.Equal(termination, data.GetProperty("metadata").GetProperty("termination_reason").GetString());

        var asked = await flight.GetAsync("/conversations/" + webhook.ConversationId);
        Assert.Equal(data.GetRawText(), asked.GetRawText());
    }

    [Fact]
    public async Task A_callback_tomorrow_is_local_text_without_zone_and_an_open_one_has_no_time()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550108");
        Assert.Equal("2026-05-31T15:00:00", Collected((await flight.NextWebhookAsync()).Data, "callback_at"));
        await flight.StartAsync("+12125550109");
        Assert.Null(Collected((await flight.NextWebhookAsync()).Data, "callback_at"));
    }

    [Fact]
    public async Task A_mailbox_greets_as_a_user_and_the_agent_calls_the_tool()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550104");
        var data = (await flight.NextWebhookAsync()).Data;
        var last = data.GetProperty("transcript").EnumerateArray().Last();
        Assert.Equal("voicemail_detection", last.GetProperty("tool_calls")[0].GetProperty("tool_name").GetString());
        Assert.Equal("voicemail_detection_success", last.GetProperty("tool_results")[0].GetProperty("result").GetProperty("result_type").GetString());
        Assert.True(data.GetProperty("metadata").GetProperty("features_usage").GetProperty("voicemail_detection").GetProperty("used").GetBoolean());
    }

    [Fact]
    public async Task Who_asks_not_to_be_called_is_marked_by_the_tool_too()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync();
        await flight.StartAsync("+12125550113");
        var tools = (await flight.NextWebhookAsync()).Data.GetProperty("transcript").EnumerateArray()
            .SelectMany(turn => turn.GetProperty("tool_calls").EnumerateArray()).Select(call => call.GetProperty("tool_name").GetString());
        Assert.Contains("mark_do_not_call", tools);
    }

    [Fact]
    public async Task A_sip_start_is_answered_when_somebody_has_picked_up_and_its_id_is_the_call_sid()
    {
        await using var flight = await SimulatorFlight.TakeOffAsync(speed: 1_000);
        var started = await flight.StartAsync("+12125550102", "sip-trunk");
        Assert.Single(await flight.DialsAsync(), dial => dial.GetProperty("answeredAt").ValueKind != JsonValueKind.Null);
        var data = (await flight.NextWebhookAsync()).Data;
        var phoneCall = data.GetProperty("metadata").GetProperty("phone_call");
        Assert.Equal("sip_trunking", phoneCall.GetProperty("type").GetString());
        Assert.StartsWith("SCL_", started.GetProperty("sip_call_id").GetString(), StringComparison.Ordinal);
        Assert.Equal(started.GetProperty("sip_call_id").GetString(), phoneCall.GetProperty("call_sid").GetString());
        Assert.Equal("Client disconnected: 1000", data.GetProperty("metadata").GetProperty("termination_reason").GetString());
    }

    [Fact]
    public async Task The_same_seed_and_number_give_the_same_talk_in_another_flight()
    {
        List<string> transcripts = [];
        for (var i = 0; i < 2; i++)
        {
            await using var flight = await SimulatorFlight.TakeOffAsync();
            await flight.StartAsync("+12125550110");
            transcripts.Add((await flight.NextWebhookAsync()).Data.GetProperty("transcript").GetRawText());
        }
        Assert.Equal(transcripts[0], transcripts[1]);
    }

    private static string? Collected(JsonElement data, string id) =>
        data.GetProperty("analysis").GetProperty("data_collection_results").GetProperty(id).GetProperty("value").GetString();
}
