using System.Text.Json.Nodes;
using LeadSail.Calls;
using static LeadSail.Calls.InteractionStatus;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>The mapping table, row by row: each case names its row, what the report says, and the result.</summary>
public sealed class OutcomeTableTests
{
    private const string Talk = """[{"role":"agent","message":"Hi, this is Ana."},{"role":"user","message":"Yes, hello?"}]""";
    private const string Silence = """[{"role":"agent","message":"Hi, this is Ana."},{"role":"user","message":"..."}]""";
    private const string Greeting = """[{"role":"user","message":"Hello?"},{"role":"user","message":"Please leave your name after the tone."}]""";

    [Theory]
    [InlineData("done")]
    [InlineData("failed")]
    [InlineData("initiated")]
    [InlineData("in-progress")]
    [InlineData("processing")]
    [InlineData("brand-new")]
    public void Row_3_do_not_call_counts_in_any_report(string status)
    {
        Assert.Equal((Dnc, true), Check(3, $$"""{"status":"{{status}}","analysis":{"data_collection_results":{"disposition":{"value":"do_not_call"} } } }"""));
        Assert.Equal((Dnc, true), Check(3, $$"""{"status":"{{status}}","transcript":[{"role":"agent","tool_calls":[{"tool_name":"mark_do_not_call"}]}]}"""));
    }

    [Theory]
    [InlineData("""{"analysis":{"data_collection_results":{"disposition":{"value":"Do Not Call"}}}}""")]
    [InlineData("""{"analysis":{"data_collection_results":{"disposition":{"value":"DNC"}}}}""")]
    [InlineData("""{"analysis":{"data_collection_results":{"disposition":{"value":"qualified"}},"data_collection_results_list":[{"data_collection_id":"disposition","value":"do_not_call"}]}}""")]
    [InlineData("""{"analysis":{"scoped":[{"data_collection_results":{"disposition":{"value":"do_not_call"}}}]}}""")]
    [InlineData("""{"transcript":[{"role":"agent","tool_calls":null,"tool_results":[{"tool_name":"mark_do_not_call","is_error":true}]}],"metadata":{"error":{"code":1011}}}""")]
    public void Row_3_do_not_call_is_seen_wherever_it_stands(string data)
    {
        Assert.Equal((Dnc, true), Check(3, data));
        Assert.Equal((Dnc, true), Outcome(new JsonObject { ["type"] = "call_initiation_failure", ["data"] = JsonNode.Parse(data) }, 3));
    }

    [Theory]
    [InlineData(4, Busy, """{"failure_reason":"busy"}""")]
    [InlineData(4, Busy, """{"failure_reason":"unknown","metadata":{"body":{"CallStatus":"busy","SipResponseCode":"487"}}}""")]
    [InlineData(4, Busy, """{"failure_reason":"unknown","metadata":{"body":{"sip_status_code":486}}}""")]
    [InlineData(4, Busy, """{"metadata":{"body":{"sip_status_code":"600"}}}""")]
    [InlineData(5, NoAnswer, """{"failure_reason":"no-answer"}""")]
    [InlineData(5, NoAnswer, """{"failure_reason":"no-answer","metadata":{"body":{"sip_status_code":486}}}""")]
    [InlineData(5, NoAnswer, """{"metadata":{"body":{"CallStatus":"no-answer","SipResponseCode":"487"}}}""")]
    [InlineData(5, NoAnswer, """{"metadata":{"body":{"sip_status_code":408}}}""")]
    [InlineData(5, NoAnswer, """{"metadata":{"body":{"sip_status_code":480}}}""")]
    [InlineData(5, NoAnswer, """{"metadata":{"body":{"sip_status_code":487}}}""")]
    [InlineData(6, Error, """{"metadata":{"body":{"sip_status_code":410}}}""")]
    [InlineData(6, Error, """{"metadata":{"body":{"sip_status_code":484}}}""")]
    [InlineData(6, Error, """{"metadata":{"body":{"sip_status_code":604}}}""")]
    [InlineData(6, Error, """{"metadata":{"body":{"sip_status_code":404,"error_reason":"Invalid destination number D11"}}}""")]
    [InlineData(6, Error, """{"failure_reason":"unknown","metadata":{"body":{"CallStatus":"failed","SipResponseCode":"404"}}}""")]
    [InlineData(7, NoAnswer, """{"metadata":{"body":{"sip_status_code":403,"error_reason":"Forbidden"}}}""")]
    [InlineData(7, NoAnswer, """{"metadata":{"body":{"sip_status_code":603,"error_reason":"Decline"}}}""")]
    [InlineData(7, NoAnswer, """{"metadata":{"body":{"sip_status_code":607}}}""")]
    [InlineData(7, NoAnswer, """{"metadata":{"body":{"sip_status_code":608}}}""")]
    [InlineData(7, NoAnswer, """{"metadata":{"body":{"CallStatus":"canceled","SipResponseCode":"500"}}}""")]
    [InlineData(8, Error, """{"failure_reason":"unknown"}""")]
    [InlineData(8, Error, """{}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":401}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":403,"error_reason":"Unverified origination number D51"}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":403,"error_reason":"Account suspended"}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":404,"error_reason":"Domain unavailable"}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":404,"error_reason":"No route to destination"}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":407}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":488}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"sip_status_code":503}}}""")]
    [InlineData(8, Error, """{"metadata":{"body":{"CallStatus":"completed","SipResponseCode":"200"}}}""")]
    public void Rows_4_to_8_decide_a_failure_webhook(int row, InteractionStatus status, string data) =>
        Assert.Equal((status, false), Outcome(new JsonObject { ["type"] = "call_initiation_failure", ["data"] = JsonNode.Parse(data) }, row));

    [Theory]
    [InlineData(4, Busy, """{"code":486,"reason":"x"}""")]
    [InlineData(4, Busy, """{"code":1011,"error_type":"line_busy"}""")]
    [InlineData(5, NoAnswer, """{"code":1011,"reason":"request timed out","error_type":"no_answer"}""")]
    [InlineData(6, Error, """{"code":404,"reason":"INVITE failed: sip status: 404: Invalid destination number D11 (SIP 404)"}""")]
    [InlineData(7, NoAnswer, """{"code":1011,"error_type":"call_rejected"}""")]
    [InlineData(7, NoAnswer, """{"code":1011,"error_type":"blocked_by_user"}""")]
    [InlineData(7, NoAnswer, """{"code":1011,"reason":"INVITE failed: sip status: 603: Decline (SIP 603)","error_type":"call_initialization_error"}""")]
    [InlineData(8, Error, """{"code":403,"reason":"sip status: 403: Unverified origination number D51 (SIP 403)","error_type":"call_initialization_error"}""")]
    [InlineData(8, Error, """{"code":1011,"reason":"sip request timed out","error_type":"call_initialization_error"}""")]
    [InlineData(8, Error, """{"code":"3000"}""")]
    [InlineData(8, Error, """{"code":1002}""")]
    [InlineData(11, Error, """{"code":1008}""")]
    [InlineData(11, Error, """{}""")]
    [InlineData(11, Error, "null")]
    public void Rows_4_to_8_decide_a_failed_conversation_in_which_nobody_spoke(int row, InteractionStatus status, string error) =>
        Assert.Equal((status, false), Check(row, $$"""{"status":"failed","transcript":[],"metadata":{"error":{{error}} } }"""));

    [Fact]
    public void Code_4300_says_that_the_agent_is_used_up_and_nothing_was_dialled()
    {
        var outcome = Read("""{"status":"failed","metadata":{"error":{"code":4300,"reason":"Agent has exceeded its daily call limit of 5."}}}""");
        Assert.Equal((Error, "PROVIDER_BUSY"), (outcome!.Status, outcome.ErrorCode));
    }

    [Theory]
    [InlineData("qualified", Qualified)]
    [InlineData("disqualified", Disqualified)]
    [InlineData("follow_up", FollowUp)]
    [InlineData("completed", Completed)]
    [InlineData("wrong_person", Disqualified)]
    [InlineData(" Follow-Up ", FollowUp)]
    public void Row_9_the_disposition_is_the_status(string disposition, InteractionStatus status)
    {
        Assert.Equal((status, true), Check(9, With(Talk, disposition: disposition)));
        // and goes before what comes later in the table
        Assert.Equal((status, true), Check(9, With(Talk, disposition: disposition, status: "failed", error: """{"code":1011}""")));
        Assert.Equal((status, true), Check(9, With(Greeting, disposition: disposition)));
    }

    [Theory]
    [InlineData("\"callback\"", "\"2026-11-02T15:00\"", "2026-11-02T15:00")]
    [InlineData("\"callback\"", "\"tomorrow afternoon\"", "tomorrow afternoon")]
    [InlineData("\"callback\"", "null", null)]
    [InlineData("\"callback\"", "\"\"", null)]
    [InlineData("\"callback\"", "17", null)]
    [InlineData("null", "\"2026-11-02T15:00:00+01:00\"", "2026-11-02T15:00:00+01:00")]
    [InlineData("\"\"", "\"2026-11-02T15:00\"", "2026-11-02T15:00")]
    [InlineData("\"something else\"", "\"2026-11-02T15:00\"", "2026-11-02T15:00")]
    public void Row_10_a_callback_is_passed_on_as_it_was_noted(string disposition, string callbackAt, string? expected)
    {
        var data = With(Talk, disposition: disposition, callbackAt: callbackAt);
        Assert.Equal((ScheduledCallback, true), Check(10, data));
        Assert.Equal(expected, Read(data)!.CallbackAt);
    }

    [Theory]
    [InlineData("\"None\"")]
    [InlineData("\"n/a\"")]
    [InlineData("\"\"")]
    public void A_callback_time_that_says_none_is_no_callback(string callbackAt) => Assert.Equal((Completed, true), Check(16, With(Talk, callbackAt: callbackAt, success: "success")));

    [Fact]
    public void Row_11_a_fault_in_mid_talk_leaves_it_incomplete()
    {
        Assert.Equal((Incomplete, true), Check(11, With(Talk, status: "failed")));
        Assert.Equal((Incomplete, true), Check(11, With(Talk, error: """{"code":1011,"reason":"x"}""", success: "success")));
        Assert.Equal((Error, false), Check(11, With(Silence, status: "failed")));
    }

    [Theory]
    [InlineData("Missing required dynamic variables in first message: {'name'}")]
    [InlineData("All LLMs failed")]
    [InlineData("This request exceeds your quota of 10000.")]
    public void Row_12_an_agent_that_could_not_talk_is_an_error(string termination)
    {
        Assert.Equal((Error, false), Check(12, With(Silence, termination: termination)));
        Assert.Equal((Error, true), Check(12, With(Talk, termination: termination)));
    }

    [Theory]
    [InlineData("""{"status":"done","transcript":[],"metadata":{"phone_call":{"answered_by":"machine_start"}}}""")]
    [InlineData("""{"status":"done","transcript":[],"answered_by":"fax"}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"You have reached Bob"},{"role":"agent","tool_calls":null,"tool_results":[{"result":{"result_type":"voicemail_detection_success"}}]}]}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"You have reached Bob"},{"role":"agent","tool_calls":[{"tool_name":"voicemail_detection"}],"tool_results":null}]}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"You have reached Bob"}],"metadata":{"termination_reason":"voicemail_detection tool was called."}}""")]
    [InlineData("""{"status":"done","transcript":[],"metadata":{"features_usage":{"voicemail_detection":{"enabled":true,"used":true}}}}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"Hi, you've reached Bob."},{"role":"user","message":"The mailbox is full."}],"metadata":{"termination_reason":"Client disconnected: 1000"}}""")]
    public void Row_13_a_machine_answered(string data) => Assert.Equal((Voicemail, false), Check(13, data));

    [Theory]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"Please leave a message after the beep"},{"role":"user","message":"Hello, I am here!"}]}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"agent","tool_results":[{"tool_name":"voicemail_detection","is_error":false}]},{"role":"user","message":"Wait, I am real"}]}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"Hello?"}],"answered_by":"machine_start"}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"Hello?"}],"metadata":{"features_usage":{"voicemail_detection":{"used":true}}}}""")]
    [InlineData("""{"status":"done","transcript":[{"role":"user","message":"Hello?"},{"role":"agent","tool_calls":[{"tool_name":"voicemail_detection"}],"tool_results":[{"tool_name":"voicemail_detection","is_error":true}]}]}""")]
    public void Human_words_after_the_machine_outweigh_it(string data) => Assert.Equal((Incomplete, true), Check(17, data));

    [Theory]
    [InlineData(Silence)]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[{"role":"user","message":"The number you have dialed is not in service."}]""")]
    public void Row_14_without_human_words_nobody_was_spoken_to(string transcript) => Assert.Equal((Incomplete, false), Check(14, With(transcript, success: "success")));

    [Theory]
    [InlineData("Conversation exceeded the max duration of 600 seconds")]
    [InlineData("Call ended by remote party")]
    [InlineData("Client disconnected: 1000")]
    public void Row_15_a_talk_cut_off_is_incomplete_unless_it_succeeded(string termination)
    {
        Assert.Equal((Incomplete, true), Check(15, With(Talk, termination: termination, success: "failure")));
        Assert.Equal((Completed, true), Check(16, With(Talk, termination: termination, success: "success")));
    }

    [Theory]
    [InlineData("success", 16, Completed)]
    [InlineData("failure", 17, Incomplete)]
    [InlineData("unknown", 17, Incomplete)]
    [InlineData(null, 17, Incomplete)]
    public void Rows_16_and_17_the_providers_judgement_decides_the_rest(string? success, int row, InteractionStatus status) =>
        Assert.Equal((status, true), Check(row, With(Talk, success: success, termination: "end_call tool was called.")));

    [Theory]
    [InlineData("initiated")]
    [InlineData("in-progress")]
    [InlineData("processing")]
    [InlineData("brand-new")]
    public void A_conversation_that_runs_has_no_outcome(string status) => Assert.Null(Read(With(Talk, status: status, success: "success")));

    [Fact]
    public void The_raw_evidence_is_kept_and_never_speech()
    {
        var webhook = Samples.Json("webhook_call_initiation_failure.twilio.official_docs.json");
        Assert.Equal("4: failure_reason busy, CallStatus busy, sip 487", Samples.Read(webhook).Report!.Outcome!.Evidence);
        var outcome = Read(With(Talk, disposition: "I said hello", callbackAt: "\"hello at 5\"", success: "success"))!;
        Assert.DoesNotContain("hello", outcome.Evidence, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_bad_number_is_marked_with_its_code()
    {
        var outcome = Samples.Read(Samples.SipFailure(410, "Gone")).Report!.Outcome!;
        Assert.Equal((Error, "BAD_NUMBER", true, 410, "Gone"), (outcome.Status, outcome.ErrorCode, outcome.BadNumber, outcome.SipCode, outcome.TerminationReason));
    }

    private static string With(string transcript, string status = "done", string? termination = null, string? success = null, string? disposition = null, string? callbackAt = null, string error = "null") => $$"""
        { "status": "{{status}}", "transcript": {{transcript}}, "metadata": { "termination_reason": {{Quoted(termination)}}, "error": {{error}} },
          "analysis": { "call_successful": {{Quoted(success)}}, "data_collection_results": {
            "disposition": { "value": {{(disposition is null or "null" || disposition[0] == '"' ? disposition ?? "null" : Quoted(disposition))}} },
            "callback_at": { "value": {{callbackAt ?? "null"}} } } } }
        """;

    private static string Quoted(string? text) => text is null ? "null" : JsonValue.Create(text)!.ToJsonString();

    private static CallOutcome? Read(string conversation) => Samples.Read(Samples.Pushed(conversation)).Report!.Outcome;

    private static (InteractionStatus, bool) Check(int row, string conversation) => Outcome(Samples.Pushed(conversation), row);

    private static (InteractionStatus, bool) Outcome(JsonNode webhook, int row)
    {
        var outcome = Samples.Read(webhook).Report!.Outcome!;
        Assert.StartsWith($"{row}:", outcome.Evidence);
        return (outcome.Status, outcome.SpokenTo);
    }
}
