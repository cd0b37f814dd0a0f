using System.Text;
using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>Each recorded body that holds a report, with what becomes of it.</summary>
public sealed class ReportTests
{
    [Fact]
    public void The_documented_post_call_webhook()
    {
        var said = Samples.Read(Samples.Json("webhook_post_call_transcription.official_docs.json"));
        Assert.Equal(("post_call_transcription", "abc"), (said.Type, said.ConversationId));
        var report = said.Report!;
        Assert.Equal(("abc", "user123", "xyz"), (report.ConversationId, report.AttemptId, report.ProviderAgentId));
        Assert.Equal((InteractionStatus.Completed, true), (report.Outcome!.Status, report.Outcome.SpokenTo));
        Assert.Equal("16: status done, call_successful success, human words", report.Outcome.Evidence);
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1739537297), 22), (report.StartedAt, report.DurationSeconds));
        Assert.StartsWith("The conversation begins", report.Summary);
        Assert.False(report.HasRecording);
        Assert.Equal("{}", report.Collected.Value);
        Assert.Equal([Speaker.Agent, Speaker.User, Speaker.Agent], report.Transcript.Select(line => line.Role));
        Assert.Equal([1739537297, 1739537299, 1739537306], report.Transcript.Select(line => line.Timestamp.ToUnixTimeSeconds()));
        Assert.Equal(("Hey, can you tell me, like, a fun fact about 11 Labs?", "voice_ai"), (report.Transcript[1].Message, report.Transcript[1].Source));
    }

    [Fact]
    public async Task The_captured_outbound_conversation_asked_for_or_pushed()
    {
        var body = Samples.Json("conversation_get.captured_outbound_twilio.redacted.json");
        await using var stub = await StubApi.AnsweringAsync(200, body.ToJsonString());
        var asked = (await stub.Provider().GetCallAsync("conv_1901kaj4pr1penza6bbkscg6hgkc", default))!;
        Assert.Equal((InteractionStatus.Completed, "Call ended by remote party"), (asked.Outcome!.Status, asked.Outcome.TerminationReason));
        Assert.Equal(("CA00000000000000000000000000000002", "+15550100002", true), (asked.CarrierCallId, asked.ExternalNumber, asked.HasRecording));
        Assert.Equal((234, 2, "Summary of the conversation...", null), (asked.DurationSeconds, asked.Transcript.Length, asked.Summary, asked.AttemptId));
        Assert.Equal(1763692996 + 9, asked.Transcript[0].Timestamp.ToUnixTimeSeconds());

        var pushed = Samples.Read(Samples.Pushed(body)).Report!;
        Assert.Equal(asked with { Transcript = [] }, pushed with { Transcript = [], SaidAt = null });
        Assert.Equal(asked.Transcript.AsEnumerable(), pushed.Transcript);
    }

    [Fact]
    public void The_captured_inbound_metadata()
    {
        var report = Samples.Read(Samples.Pushed(new JsonObject { ["metadata"] = Samples.Json("conversation_metadata.captured_inbound_sip.redacted.json") })).Report!;
        Assert.Equal(("SCL_JqZUhF67Hsoo", "+15550100002", 49), (report.CarrierCallId, report.ExternalNumber, report.DurationSeconds));
        Assert.StartsWith("14:", report.Outcome!.Evidence);
    }

    [Fact]
    public void The_captured_metadata_of_a_text_conversation()
    {
        var report = Samples.Read(Samples.Pushed(new JsonObject { ["metadata"] = Samples.Json("conversation_metadata.captured_text_only_charging.json") })).Report!;
        Assert.Equal((null, 5, "end_call tool was called."), (report.CarrierCallId, report.DurationSeconds, report.Outcome!.TerminationReason));
    }

    [Fact]
    public void The_documented_twilio_failure_is_busy_although_its_code_is_487()
    {
        var report = Samples.Read(Samples.Json("webhook_call_initiation_failure.twilio.official_docs.json")).Report!;
        Assert.Equal(("abc", "CA8367245817625617832576245724", "+441111111111"), (report.ConversationId, report.CarrierCallId, report.ExternalNumber));
        Assert.Equal((InteractionStatus.Busy, 487, "busy", false), (report.Outcome!.Status, report.Outcome.SipCode, report.Outcome.TerminationReason, report.Outcome.SpokenTo));
    }

    [Fact]
    public void A_sip_failure()
    {
        var report = Samples.Read(Samples.SipFailure()).Report!;
        Assert.Equal(("SCL_1", "+15550100002", InteractionStatus.Busy), (report.CarrierCallId, report.ExternalNumber, report.Outcome!.Status));
        Assert.Equal("4: failure_reason unknown, sip 486", report.Outcome.Evidence);
    }

    [Theory]
    [InlineData("""{"type":"answering_machine_detection","data":{"conversation_id":"abc","answered_by":"human"}}""", "answering_machine_detection", "abc")]
    [InlineData("""{"type":"brand_new","data":{"conversation_id":"abc","status":"done"}}""", "brand_new", "abc")]
    [InlineData("""{"type":7,"data":{"conversation_id":5}}""", "", "")]
    [InlineData("""{}""", "", "")]
    public void Events_that_we_do_not_use_have_no_report(string body, string type, string conversationId) =>
        Assert.Equal(new VoiceEvent(type, conversationId, null), Samples.Read(JsonNode.Parse(body)!));

    [Theory]
    [InlineData("machine_start", "machine_start")]
    [InlineData("fax", "fax")]
    [InlineData("unknown", null)]
    public void A_machine_that_answered_is_told_and_nothing_final(string answeredBy, string? told)
    {
        var report = Samples.Read(new JsonObject { ["type"] = "answering_machine_detection", ["data"] = new JsonObject { ["conversation_id"] = "abc", ["answered_by"] = answeredBy } }).Report;
        Assert.Equal((told, null), (report?.AnsweredBy, report?.Outcome));
    }

    [Fact]
    public void Audio_is_dropped() =>
        Assert.Equal(new VoiceEvent("post_call_audio", "abc", null), Samples.Read(Samples.Json("webhook_post_call_audio.official_docs.json")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("<xml/>")]
    public void What_is_not_a_json_object_is_a_format_error(string body) =>
        Assert.Throws<FormatException>(() => Samples.Receiver().Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void The_start_reply_and_the_conversation_name_the_same_carrier_call()
    {
        var join = Samples.Json("sip_call_id_join.captured.json");
        var conversation = new JsonObject { ["metadata"] = new JsonObject { ["phone_call"] = join["conversation.metadata.phone_call"]!.DeepClone() } };
        Assert.Equal((string?)join["start_response"]!["sip_call_id"], Samples.Read(Samples.Pushed(conversation)).Report!.CarrierCallId);
    }

    [Fact]
    public void Our_variable_names_the_attempt_before_the_user_id_does()
    {
        var report = Samples.Read(Samples.Pushed("""{"user_id":"contact_42","conversation_initiation_client_data":{"dynamic_variables":{"interaction_id":"int_1"}}}""")).Report!;
        Assert.Equal("int_1", report.AttemptId);
    }

    [Fact]
    public void Turns_without_message_or_speaker_are_dropped_and_wrong_times_follow_the_turn_before()
    {
        var report = Samples.Read(Samples.Pushed("""
            {"metadata":{"start_time_unix_secs":"1000"},"transcript":[
              {"role":"agent","message":"one","time_in_call_secs":"1.5"}, {"role":"agent","message":null,"time_in_call_secs":3}, {"role":"tool","message":"x"}, 7, null,
              {"role":"user","message":"two","time_in_call_secs":{}}, {"role":"user","message":" "}, {"role":"agent","message":"three","time_in_call_secs":-4}]}
            """)).Report!;
        Assert.Equal([("one", 1001.5), ("two", 1003), ("three", 1003)], report.Transcript.Select(line => (line.Message, line.Timestamp.ToUnixTimeMilliseconds() / 1000.0)));
    }

    [Fact]
    public void Without_a_start_the_times_count_from_the_webhooks_own()
    {
        var report = Samples.Read(Samples.Pushed("""{"transcript":[{"role":"user","message":"hi","time_in_call_secs":2}]}""")).Report!;
        Assert.Equal((null, 1759931654), (report.StartedAt, report.Transcript[0].Timestamp.ToUnixTimeSeconds()));
    }

    [Fact]
    public void Collected_values_are_kept_by_id_whatever_their_type()
    {
        var report = Samples.Read(Samples.Pushed("""
            {"analysis":{"data_collection_results":{"budget":{"value":"9 k"},"n":{"value":1.50},"list":{"value":["a",{"b":null}]},"empty":{"value":""},"none":{"value":null},"missing":{},"odd":3},
              "data_collection_results_list":[{"data_collection_id":"budget","value":"other"},{"data_collection_id":"extra","value":true},{"value":1},5]}}
            """)).Report!;
        Assert.Equal("""{"budget":"9 k","n":1.50,"list":["a",{"b":null}],"empty":"","none":null,"extra":true}""", report.Collected.Value);
    }

    [Fact]
    public void Half_characters_and_nul_are_replaced()
    {
        byte[] body = [.. """{"type":"post_call_transcription","data":{"status":"done","transcript":[{"role":"user","message":"a\ud83d b\u0000 \\ud83d \ud83d\ude00 """u8, 0xC3, .. """ "}],"analysis":{"data_collection_results":{"x\udc00":{"value":"\ud83d"}}}}}"""u8];
        var report = Samples.Receiver().Read(body).Report!;
        Assert.Equal("a\ufffd b\ufffd \\ud83d 😀 \ufffd ", report.Transcript[0].Message);
        Assert.Equal("\ufffd", (string?)JsonNode.Parse(report.Collected.Value)!["x\ufffd"]);
    }

    [Theory]
    [InlineData("""{"has_audio":true}""", true)]
    [InlineData("""{"has_audio":false,"metadata":{"call_duration_secs":5}}""", false)]
    [InlineData("""{"metadata":{"call_duration_secs":5}}""", true)]
    [InlineData("""{"metadata":{"call_duration_secs":0}}""", false)]
    [InlineData("""{"metadata":{"call_duration_secs":5,"deletion_settings":{"delete_audio":true}}}""", false)]
    public void A_recording_is_there_when_said_and_likely_after_a_talk(string data, bool expected) =>
        Assert.Equal(expected, Samples.Read(Samples.Pushed(data)).Report!.HasRecording);

    [Theory]
    [InlineData("""{"status":"done"}""", true)]
    [InlineData("""{"transcript":[]}""", true)]
    [InlineData("""{"resource_spans":[]}""", false)]
    public void A_pushed_body_in_an_unknown_form_decides_nothing(string data, bool decides) =>
        Assert.Equal(decides, Samples.Read(Samples.Pushed(data)).Report!.Outcome is not null);
}
