using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Providers.ElevenLabs;

public sealed class ReadTests
{
    private const string Found = """{ "agent_id": "a", "conversation_id": "conv_1", "status": "in-progress", "user_id": "int_1", "transcript": [], "metadata": { "call_duration_secs": 0 } }""";

    [Fact]
    public async Task A_running_conversation_has_no_outcome()
    {
        await using var stub = await StubApi.AnsweringAsync(200, Found);
        var report = await stub.Provider(settings: ("ApiKey", "sk_test")).GetCallAsync("conv_1", default);
        Assert.Equal(("conv_1", "int_1", null), (report!.ConversationId, report.AttemptId, report.Outcome));
        Assert.Equal(("GET", "/v1/convai/conversations/conv_1", "sk_test"), Line(Assert.Single(stub.Requests)));
    }

    [Fact]
    public async Task An_unknown_conversation_is_null_as_recorded()
    {
        var error = Samples.Json("api_error_bodies.captured.json")[2]!;
        await using var stub = await StubApi.AnsweringAsync((int)error["http_status"]!, error["body"]!.ToJsonString());
        Assert.Null(await stub.Provider().GetCallAsync("conv_1", default));
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData("a/../b?c#d", "/v1/convai/conversations/a%2F..%2Fb%3Fc%23d")]
    [InlineData("..", null)]
    [InlineData("", null)]
    public async Task An_id_cannot_leave_its_path(string id, string? target)
    {
        await using var stub = await StubApi.AnsweringAsync(404, "");
        Assert.Null(await stub.Provider().GetCallAsync(id, default));
        Assert.Null(await stub.Provider().OpenRecordingAsync(id, default));
        Assert.Equal(target, stub.Requests.FirstOrDefault()?.Target);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_passing_fault()
    {
        await using var stub = await Sequence((500, ""), (429, ""), (200, Found));
        Assert.NotNull(await stub.Provider().GetCallAsync("conv_1", default));
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_drop()
    {
        var calls = 0;
        await using var stub = await StubApi.StartAsync(context =>
        {
            if (++calls > 1)
                return StubApi.Answer(200, Found)(context);
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.NotNull(await stub.Provider().GetCallAsync("conv_1", default));
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(503, "", 3, "HTTP 503")]
    [InlineData(401, "", 1, "ApiKey")]
    [InlineData(403, "", 1, "ApiKey")]
    [InlineData(422, "", 1, "HTTP 422")]
    [InlineData(307, "", 1, "HTTP 307")]
    [InlineData(200, "<html>", 1, "not JSON")]
    public async Task A_read_without_a_readable_answer_says_that_the_provider_is_unavailable(int status, string body, int tries, string says)
    {
        await using var stub = await StubApi.AnsweringAsync(status, body);
        var error = await Assert.ThrowsAsync<ProviderUnavailableException>(() => stub.Provider().GetCallAsync("conv_1", default));
        Assert.Contains(says, error.Message);
        Assert.Equal((tries, status is 401 or 403), (stub.Requests.Count, error.IsCredentials));
    }

    [Fact]
    public async Task A_read_gives_up_after_three_silences_of_30_s()
    {
        var arrivals = new SemaphoreSlim(0);
        await using var stub = await StubApi.StartAsync(async context =>
        {
            arrivals.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var clock = new ManualClock();
        var read = stub.Provider(clock).GetCallAsync("conv_1", default);
        for (var i = 0; i < 3; i++)
        {
            await arrivals.WaitAsync();
            Assert.False(read.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(30));
        }
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => read);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task A_caller_who_gives_up_a_read_gets_a_cancellation()
    {
        await using var stub = await StubApi.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        var read = stub.Provider().GetCallAsync("conv_1", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task A_conversation_beyond_64_MB_is_not_read()
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentLength = 64 * 1024 * 1024 + 1;
        var transport = StubTransport.Answering(content);
        await using var services = StubApi.Services(clock: null, transport);
        var error = await Assert.ThrowsAsync<ProviderUnavailableException>(() => services.GetRequiredService<IVoiceProvider>().GetCallAsync("conv_1", default));
        Assert.Contains("too long", error.Message);
        Assert.Equal(1, transport.Sent);
    }

    [Fact]
    public async Task An_attempt_is_found_by_its_id_over_all_pages_without_a_start_time()
    {
        await using var stub = await StubApi.StartAsync(context => context.Request switch
        {
            { Path.Value: "/v1/convai/conversations" } list when list.Query["cursor"].Count == 0 =>
                StubApi.Answer(200, """{ "conversations": [{ "conversation_id": "conv_1" }], "has_more": true, "next_cursor": "p/2" }""")(context),
            { Path.Value: "/v1/convai/conversations" } =>
                StubApi.Answer(200, """{ "conversations": [{ "conversation_id": "conv_2" }, { "conversation_id": "conv_3" }], "has_more": false }""")(context),
            { Path.Value: "/v1/convai/conversations/conv_2" } => StubApi.Answer(200, """{ "user_id": "int_other" }""")(context),
            { Path.Value: "/v1/convai/conversations/conv_3" } => StubApi.Answer(404, "")(context),
            _ => StubApi.Answer(200, Found)(context),
        });
        var found = await stub.Provider().FindCallsAsync("int_1", "agent 1", default);

        Assert.Equal([("conv_1", "int_1"), ("conv_3", "int_1")], found.Select(report => (report.ConversationId, report.AttemptId)));
        Assert.Equal(
            ["/v1/convai/conversations?page_size=100&user_id=int_1&agent_id=agent%201", "/v1/convai/conversations?page_size=100&user_id=int_1&agent_id=agent%201&cursor=p%2F2"],
            stub.Requests.Take(2).Select(request => request.Target));
    }

    [Fact]
    public async Task The_recorded_list_which_names_its_own_page_as_next_ends()
    {
        var list = Samples.Json("api_conversations_list.response.json");
        list["has_more"] = true;
        await using var stub = await StubApi.StartAsync(context =>
            StubApi.Answer(200, context.Request.Path.Value!.EndsWith("/conversation_id", StringComparison.Ordinal) ? """{ "status": "initiated" }""" : list.ToJsonString())(context));
        var report = Assert.Single(await stub.Provider().FindCallsAsync("int_1", null, default));
        Assert.Equal(("conversation_id", "int_1", null), (report.ConversationId, report.AttemptId, report.Outcome));
    }

    [Fact]
    public async Task A_list_that_ignores_our_filter_is_not_believed()
    {
        var all = new JsonArray([.. Enumerable.Range(0, 21).Select(i => new JsonObject { ["conversation_id"] = $"conv_{i}" })]);
        await using var stub = await StubApi.AnsweringAsync(200, new JsonObject { ["conversations"] = all, ["has_more"] = false }.ToJsonString());
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => stub.Provider().FindCallsAsync("int_1", null, default));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_list_without_end_is_not_read_for_ever()
    {
        var page = 0;
        await using var stub = await StubApi.StartAsync(context =>
            StubApi.Answer(200, $$"""{ "conversations": [], "has_more": true, "next_cursor": "{{++page}}" }""")(context));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => stub.Provider().FindCallsAsync("int_1", null, default));
        Assert.Equal(20, stub.Requests.Count);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        await using var stub = await StubApi.AnsweringAsync(200, """{ "conversations": [], "has_more": false, "next_cursor": null }""");
        Assert.Empty(await stub.Provider().FindCallsAsync("int_1", null, default));
    }

    [Fact]
    public async Task A_recording_is_opened_as_a_stream()
    {
        await using var stub = await StubApi.StartAsync(async context =>
        {
            context.Response.ContentType = "audio/mpeg";
            await context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
        });
        await using var recording = await stub.Provider().OpenRecordingAsync("conv_1", default);
        using var bytes = new MemoryStream();
        await recording!.Content.CopyToAsync(bytes);
        Assert.Equal(("audio/mpeg", "010203"), (recording.ContentType, Convert.ToHexString(bytes.ToArray())));
        Assert.Equal("/v1/convai/conversations/conv_1/audio", Assert.Single(stub.Requests).Target);
    }

    [Fact]
    public async Task No_recording_is_null()
    {
        await using var stub = await StubApi.AnsweringAsync(404, """{ "detail": "none" }""");
        Assert.Null(await stub.Provider().OpenRecordingAsync("conv_1", default));
    }

    [Fact]
    public async Task Numbers_are_listed_as_recorded_but_those_we_cannot_call_from()
    {
        var numbers = Samples.Json("api_phone_numbers_list.response.json").AsArray();
        numbers.Add(JsonNode.Parse("""{ "provider": "exotel", "phone_number": "+911", "phone_number_id": "phone_2" }"""));
        numbers.Add(JsonNode.Parse("""{ "provider": "sip_trunk", "phone_number": "+15550100001", "label": null, "phone_number_id": "phone_3" }"""));
        await using var stub = await StubApi.AnsweringAsync(200, numbers.ToJsonString());
        Assert.Equal(
            [new ProviderNumber("phone_123", "+1234567890", "Customer Support", "twilio"), new ProviderNumber("phone_3", "+15550100001", "+15550100001", "sip_trunk")],
            await stub.Provider().ListNumbersAsync(default));
    }

    private static (string Method, string Target, string? Key) Line(Received request) => (request.Method, request.Target, request.Key);

    private static Task<StubApi> Sequence(params (int Status, string Body)[] answers)
    {
        var next = 0;
        return StubApi.StartAsync(context => StubApi.Answer(answers[next].Status, answers[next++].Body)(context));
    }
}
