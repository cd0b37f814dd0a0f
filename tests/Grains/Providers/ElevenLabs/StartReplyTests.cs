using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

public sealed class StartReplyTests
{
    [Theory]
    [InlineData("api_twilio_outbound_call.response.json", "callSid")]
    [InlineData("api_sip_trunk_outbound_call.response.json", "sip_call_id")]
    public async Task Both_recorded_replies_are_a_placed_call(string sample, string carrierCallId) =>
        Assert.Equal(new StartCallResult.Placed("conversation_id", carrierCallId), await StartAsync(200, Samples.Text(sample)));

    [Fact]
    public async Task Row_8_within_the_reply_a_404_of_the_trunk_is_an_error()
    {
        var result = Assert.IsType<StartCallResult.NotConnected>(await SoftFailureAsync(0));
        Assert.Equal("conv_0401m4hhqxqtfrjrvg0fjwy9ks03", result.ConversationId);
        Assert.Equal((InteractionStatus.Error, "PROVIDER_ERROR", false, 404), (result.Outcome.Status, result.Outcome.ErrorCode, result.Outcome.BadNumber, result.Outcome.SipCode));
        Assert.StartsWith("8: sip 404", result.Outcome.Evidence);
    }

    [Fact]
    public async Task Row_4_within_the_reply_a_486_is_busy()
    {
        var result = Assert.IsType<StartCallResult.NotConnected>(await SoftFailureAsync(1));
        Assert.Null(result.ConversationId);
        Assert.Equal((InteractionStatus.Busy, "4: sip 486"), (result.Outcome.Status, result.Outcome.Evidence));
        Assert.Equal("INVITE failed: sip status: 486: Busy Here (SIP 486)", result.Outcome.TerminationReason);
    }

    [Fact]
    public async Task Row_1_success_false_without_a_code_was_not_dialled() =>
        Assert.Equal(RefusalKind.Request, Assert.IsType<StartCallResult.Refused>(await SoftFailureAsync(2)).Kind);

    [Theory]
    [InlineData("INVITE failed: sip status: 480: Temporarily Unavailable (SIP 480)", InteractionStatus.NoAnswer, false)]
    [InlineData("INVITE failed: sip status: 603: Decline (SIP 603)", InteractionStatus.NoAnswer, false)]
    [InlineData("INVITE failed: sip status: 404: Invalid destination number D11 (SIP 404)", InteractionStatus.Error, true)]
    [InlineData("unexpected status from INVITE response: sip status: 403: Unverified origination number D51 (SIP 403)", InteractionStatus.Error, false)]
    public async Task A_sip_code_within_the_reply_decides_by_the_table(string message, InteractionStatus status, bool badNumber)
    {
        var result = Assert.IsType<StartCallResult.NotConnected>(await StartAsync(200, Failure(message)));
        Assert.Equal((status, badNumber), (result.Outcome.Status, result.Outcome.BadNumber));
    }

    [Theory]
    [InlineData("Calling from_number doesn't exist", RefusalKind.Request)]
    [InlineData("Agent has exceeded its daily call limit of 5.", RefusalKind.AgentLimit)]
    [InlineData("This request exceeds your quota of 10000.", RefusalKind.Account)]
    [InlineData("concurrent_limit_exceeded", RefusalKind.Busy)]
    public async Task The_message_of_a_failure_without_code_names_its_kind(string message, RefusalKind kind) =>
        Assert.Equal(new StartCallResult.Refused(kind, message), await StartAsync(200, Failure(message)));

    [Fact]
    public async Task A_timed_out_invite_may_have_rung() =>
        Assert.IsType<StartCallResult.Unknown>(await StartAsync(200, Failure("sip request timed out")));

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "conversation_id": "conv_1" }""")]
    [InlineData("""{ "success": 1, "conversation_id": "conv_1" }""")]
    [InlineData("""{ "success": true, "conversation_id": null, "callSid": "CA1" }""")]
    [InlineData("""{ "success": true, "conversation_id": "conv_1" """)]
    public async Task Row_2_a_200_that_cannot_be_read_leaves_the_fate_unknown(string body) =>
        Assert.IsType<StartCallResult.Unknown>(await StartAsync(200, body));

    [Theory]
    // row 0
    [InlineData(429, "", RefusalKind.Busy)]
    [InlineData(429, """{"detail":{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"slow down"}}""", RefusalKind.Busy)]
    [InlineData(503, """{"detail":{"code":"maintenance","message":"later"}}""", RefusalKind.Busy)]
    [InlineData(503, """{"detail":"Service Unavailable"}""", RefusalKind.Busy)]
    [InlineData(400, """{"detail":{"status":"concurrent_limit_exceeded","message":"too many"}}""", RefusalKind.Busy)]
    [InlineData(500, """{"detail":{"status":"system_busy"}}""", RefusalKind.Busy)]
    [InlineData(400, """{"detail":{"code":4300,"message":"x"}}""", RefusalKind.AgentLimit)]
    [InlineData(429, """{"detail":{"message":"Agent has exceeded its daily call limit of 5."}}""", RefusalKind.AgentLimit)]
    // row 0b
    [InlineData(401, "", RefusalKind.Account)]
    [InlineData(402, """{"detail":{"code":"insufficient_credits"}}""", RefusalKind.Account)]
    [InlineData(403, """{"detail":{"code":"insufficient_permissions"}}""", RefusalKind.Account)]
    [InlineData(400, """{"detail":{"status":"quota_exceeded","message":"x"}}""", RefusalKind.Account)]
    [InlineData(400, """{"detail":"This request exceeds your quota"}""", RefusalKind.Account)]
    // row 1
    [InlineData(400, "not json", RefusalKind.Request)]
    [InlineData(404, """{"detail":{"code":"agent_not_found","message":"no such agent"}}""", RefusalKind.Request)]
    [InlineData(409, """{"detail":{"code":"resource_already_exists"}}""", RefusalKind.Request)]
    [InlineData(422, """{"detail":[{"loc":["body","to_number"],"msg":"field required","type":"missing"}]}""", RefusalKind.Request)]
    [InlineData(415, """{"detail":"Unsupported"}""", RefusalKind.Request)]
    public async Task An_error_status_that_says_what_is_wrong_was_not_dialled(int status, string body, RefusalKind kind) =>
        Assert.Equal(kind, Assert.IsType<StartCallResult.Refused>(await StartAsync(status, body)).Kind);

    [Theory]
    [InlineData(500, "")]
    [InlineData(500, """{"detail":{"code":"internal_error","message":"oops"}}""")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, "")]
    [InlineData(503, "<html>")]
    [InlineData(503, """{"detail":null}""")]
    [InlineData(504, """{"detail":"Gateway Timeout"}""")]
    [InlineData(408, """{"detail":"Request Timeout"}""")]
    [InlineData(307, "")]
    public async Task Row_2_any_other_answer_leaves_the_fate_unknown(int status, string body) =>
        Assert.IsType<StartCallResult.Unknown>(await StartAsync(status, body));

    [Fact]
    public async Task All_three_forms_of_an_error_give_their_message()
    {
        Assert.Equal("HTTP 404: no such agent", await MessageAsync(404, """{"detail":{"code":"agent_not_found","message":"no such agent"}}"""));
        Assert.Equal("HTTP 400: text", await MessageAsync(400, """{"detail":"text"}"""));
        Assert.Equal("HTTP 422: body.to_number: field required; body.0: bad",
            await MessageAsync(422, """{"detail":[{"loc":["body","to_number"],"msg":"field required"},{"loc":["body",0],"msg":"bad"}]}"""));
    }

    [Fact]
    public async Task The_recorded_errors_are_an_account_fault_or_a_wrong_request()
    {
        foreach (var error in Samples.Json("api_error_bodies.captured.json").AsArray())
        {
            var status = (int)error!["http_status"]!;
            var result = Assert.IsType<StartCallResult.Refused>(await StartAsync(status, error["body"]!.ToJsonString()));
            Assert.Equal(status == 401 ? RefusalKind.Account : RefusalKind.Request, result.Kind);
        }
    }

    private static Task<StartCallResult> SoftFailureAsync(int index) =>
        StartAsync(200, Samples.Json("api_outbound_call.soft_failures.http200.json")[index]!["body"]!.ToJsonString());

    private static string Failure(string message) => new JsonObject { ["success"] = false, ["message"] = message, ["conversation_id"] = null }.ToJsonString();

    private static async Task<string> MessageAsync(int status, string body) => Assert.IsType<StartCallResult.Refused>(await StartAsync(status, body)).Message;

    /// <summary>Whatever is answered, the request goes out once.</summary>
    private static async Task<StartCallResult> StartAsync(int status, string body)
    {
        await using var stub = await StubApi.StartAsync(context =>
        {
            if (status == 307)
                context.Response.Headers.Location = "/again";
            return StubApi.Answer(status, body)(context);
        });
        var result = await stub.Provider().StartCallAsync(Samples.Start(), default);
        Assert.Single(stub.Requests);
        return result;
    }
}
