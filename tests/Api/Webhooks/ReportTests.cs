using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Webhooks;

/// <summary>What reports do to calls, however often and in whatever order they come.</summary>
[Collection(nameof(FastHost))]
public sealed class ReportTests(FastHost host)
{
    [Fact]
    public async Task The_same_report_ten_times_at_once_and_ten_times_after_is_one_end()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("40")); // whose own webhook is lost
        var interactionId = await scene.Call(leadId);
        var report = await OwnReport(scene, interactionId);
        var told = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => (await host.Deliver(report)).Gives(200).Text("event")));
        Assert.Equal(["accepted", .. Enumerable.Repeat("repeated", 9)], told.Order(StringComparer.Ordinal));

        var (final, lead) = await scene.Over(interactionId);
        Assert.Equal(("completed", "contacted"), (final.Text("status"), lead.Text("status")));
        var before = await Seen(interactionId, leadId);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("repeated", (await host.Deliver(report)).Gives(200).Text("event"));
        }

        Assert.Equal(before, await Seen(interactionId, leadId));
        var events = (await host.Api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type"));
        Assert.Equal(["call_queued", "dialling", "conversation_bound", "call_finished"], events);
    }

    [Fact]
    public async Task A_final_status_stays_whatever_is_reported_later()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("10")));
        var (final, _) = await scene.Over(interactionId);
        var conversationId = final.Text("call.voiceAI.conversationId")!;
        Assert.Equal("accepted", (await host.Deliver(SignedWebhook.Failure(conversationId))).Gives(200).Text("event"));
        // the inbox applies in order: when the later call is over, the earlier webhook has been looked at
        var other = await Scene.Set(host.Api);
        await other.Over(await other.Call(await other.Lead(Scene.Phone("01"))));
        Assert.Equal(final.GetRawText(), (await scene.Interaction(interactionId)).GetRawText());
    }

    [Fact]
    public async Task A_request_not_to_be_called_in_a_late_report_counts_at_once()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("05");
        var leadId = await scene.Lead(phone);
        var (final, _) = await scene.Over(await scene.Call(leadId));
        Assert.Equal("no_answer", final.Text("status"));
        (await host.Deliver(new
        {
            type = "post_call_transcription",
            data = new
            {
                conversation_id = final.Text("call.voiceAI.conversationId"), status = "done",
                analysis = new { data_collection_results = new { disposition = new { value = "do_not_call" } } },
            },
        })).Gives(200);
        await Eventually.Sees(() => scene.GetLead(leadId), lead => lead.Text("status") == "dnc", "the late request to reach the lead");
        Assert.Equal("no_answer", (await scene.Interaction(final.Text("interactionId")!)).Text("status"));
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "LEAD_DNC");
    }

    [Fact]
    public async Task A_report_of_nobody_s_call_is_taken_once()
    {
        var report = SignedWebhook.Failure("conv_of_nobody");
        Assert.Equal("accepted", (await host.Deliver(report)).Gives(200).Text("event"));
        Assert.Equal("repeated", (await host.Deliver(report)).Gives(200).Text("event"));
    }

    [Fact]
    public async Task Odd_texts_in_a_report_do_no_harm()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("40")));
        var conversationId = (await Bound(scene, interactionId)).Text("call.voiceAI.conversationId");
        var body = $$$"""
            { "type": "post_call_transcription", "data": { "conversation_id": "{{{conversationId}}}", "status": "done",
              "transcript": [ { "role": "agent", "message": "<script>alert(1)</script> \u0000 \ud83d", "time_in_call_secs": 1 }, { "role": "user", "message": "Yes, fine \ud83d\ude00", "time_in_call_secs": 1e300 }, null, 7, { "role": "robot" } ],
              "metadata": { "call_duration_secs": -5, "start_time_unix_secs": "soon", "termination_reason": "" }, "analysis": { "call_successful": "success", "transcript_summary": "\udc00" } } }
            """;
        (await host.Deliver(System.Text.Encoding.UTF8.GetBytes(body))).Gives(200);
        var (final, _) = await scene.Over(interactionId);
        Assert.Equal("completed", final.Text("status"));
        Assert.Contains("Yes, fine 😀", final.At("transcript").EnumerateArray().Select(line => line.Text("message")));
    }

    private async Task<byte[]> OwnReport(Scene scene, string interactionId)
    {
        var conversationId = (await Bound(scene, interactionId)).Text("call.voiceAI.conversationId")!;
        return await Eventually.Sees(
            () => host.Report(conversationId), report => JsonElement.Parse(report).Text("data.status") == "done", "the conversation to be over");
    }

    private static Task<JsonElement> Bound(Scene scene, string interactionId) =>
        Eventually.Sees(() => scene.Interaction(interactionId), seen => seen.Text("call.voiceAI.conversationId") is not null, "the conversation to be known");

    private async Task<string> Seen(string interactionId, string leadId) => string.Join('\n', await Task.WhenAll(new[]
    {
        $"interactions/{interactionId}", $"interactions/{interactionId}/events", $"leads/{leadId}", $"interactions/lead/{leadId}",
    }.Select(async path => (await host.Api.Get(path)).Gives(200).GetRawText())));
}
