using System.Collections.Immutable;
using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Recordings;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Retention;

/// <summary>What calls keep for a while only, and what is left of them afterwards.</summary>
[Collection(nameof(RecordingHost))]
public sealed class RetentionTests(RecordingHost host) : IAsyncLifetime
{
    private Organization before = null!;

    public async Task InitializeAsync() => before = (await host.Services.GetRequiredService<ISettings>().FindAsync<Organization>(host.OrganizationId, host.OrganizationId, fresh: true))!.Value;

    public Task DisposeAsync() => Save(before);

    [Fact]
    public async Task What_was_said_is_forgotten_with_search_and_recording_when_its_days_are_over()
    {
        await Save(before with { Retention = new RetentionSettings { TranscriptDays = 7 } });
        var (scene, interactionId, path) = await host.Recorded();
        await host.Get(path);
        var kept = await scene.Interaction(interactionId);
        var words = kept.At("transcript").EnumerateArray().Select(line => line.Text("message")!).MaxBy(text => text.Length)!;
        var search = $"interactions?campaignId={scene.CampaignId}&search={Uri.EscapeDataString(words[..Math.Min(words.Length, 150)])}";
        Assert.Equal(1, (await host.Api.Get(search)).Gives(200).At("interactions").GetArrayLength());

        await Run(days: 6);
        Assert.Equal(kept.GetRawText(), (await scene.Interaction(interactionId)).GetRawText());

        await Run(days: 8);
        await Run(days: 8);
        var left = await scene.Interaction(interactionId);
        Assert.Equal((0, null, "{}", null), (left.At("transcript").GetArrayLength(), left.Text("summary"), left.At("collected").GetRawText(), left.Text("call.recordingUrl")));
        Assert.Equal(
            (kept.Text("status"), kept.At("call.duration").GetInt32(), kept.Text("call.terminationReason"), kept.Text("call.endedAt")),
            (left.Text("status"), left.At("call.duration").GetInt32(), left.Text("call.terminationReason"), left.Text("call.endedAt")));
        Assert.Equal(0, (await host.Api.Get(search)).Gives(200).At("interactions").GetArrayLength());
        (await host.Get(path)).Refuses(404, "NOT_FOUND");
        Assert.Equal("{\"what\":\"said\"}", Assert.Single(await Forgotten(interactionId)));

        var leads = host.Services.GetRequiredService<IStateReader>();
        await Eventually.Sees(
            async () => (await leads.ReadAsync<LeadState>("lead", GrainKeys.Of(host.OrganizationId, kept.Text("leadId")!)))!.Attempts.Single().Summary, summary => summary is null, "the lead to drop its copy of the summary");

        await host.Services.GetRequiredService<RecordingService>().SweepAsync(default);
        Assert.DoesNotContain(Directory.GetFiles(host.Folder, "*", SearchOption.AllDirectories), file => file.Contains(interactionId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_is_what_receivers_were_told_of_it_and_a_replay_tells_what_is_left()
    {
        await Save(before with { Retention = new RetentionSettings { TranscriptDays = 7 }, Webhooks = new WebhookSettings { Enabled = true, Url = "https://192.0.2.1/never" } });
        var (_, interactionId, _) = await host.Recorded();
        var told = await Eventually.Sees(
            async () => (await host.Api.Get($"webhook-deliveries?interactionId={interactionId}&event=call.completed")).Gives(200).At("deliveries").EnumerateArray().ToArray(),
            deliveries => deliveries is [var only] && only.At("attempts").GetArrayLength() > 0, "an attempt to tell of it");
        var path = $"webhook-deliveries/{told[0].Text("deliveryId")}";
        Assert.NotEmpty((await host.Api.Get(path)).Gives(200).At("payload.interaction.transcript").EnumerateArray());

        await Run(days: 8);

        Assert.Equal(JsonValueKind.Null, (await host.Api.Get(path)).Gives(200).At("payload").ValueKind);
        (await host.Api.Post($"{path}/replay", new { })).Gives(202);
        var again = await Eventually.Sees(async () => (await host.Api.Get(path)).Gives(200), delivery => delivery.At("payload").ValueKind == JsonValueKind.Object, "it to be told again");
        Assert.Equal((told[0].Text("deliveryId"), 0, null), (again.Text("payload.eventId"), again.At("payload.interaction.transcript").GetArrayLength(), again.Text("payload.interaction.summary")));
    }

    [Fact]
    public async Task Raw_traces_go_after_thirty_days_and_what_was_said_stays_unless_it_is_set_otherwise()
    {
        var (scene, interactionId, path) = await host.Recorded();
        await host.Get(path);
        var kept = await scene.Interaction(interactionId);

        await Run(days: 29);
        Assert.NotEqual("", (await State(interactionId)).Outcome!.Evidence);
        await Run(days: 31);

        var state = await State(interactionId);
        Assert.Equal(("", "", 0), (state.Outcome!.Evidence, state.Call!.Prompt, state.Call.Variables.Length));
        var left = await scene.Interaction(interactionId);
        Assert.Equal(kept.At("transcript").GetRawText(), left.At("transcript").GetRawText());
        Assert.Equal(kept.Text("call.terminationReason"), left.Text("call.terminationReason"));
        Assert.Equal("{\"what\":\"raw\"}", Assert.Single(await Forgotten(interactionId)));
        await host.Services.GetRequiredService<RecordingService>().SweepAsync(default);
        host.Open = () => Task.FromResult<Providers.Recording?>(null);
        Assert.Equal(200, (await host.Get(path)).Status);
        host.Open = null;
    }

    [Fact]
    public async Task A_call_that_still_runs_keeps_all_of_it()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("40"))); // whose own webhook is lost
        await Run(days: 400);
        Assert.Equal("in_progress", (await scene.Interaction(interactionId)).Text("status"));
        Assert.Empty(await Forgotten(interactionId));
        Assert.Equal(Codes.Conflict, (await Tell(interactionId)).Refusal?.Code);
    }

    [Fact]
    public async Task A_report_that_comes_afterwards_brings_nothing_back()
    {
        var scene = await Scene.Set(host.Api);
        var interactionId = await scene.Call(await scene.Lead(Scene.Phone("40")));
        var conversationId = (await Eventually.Sees(
            () => scene.Interaction(interactionId), seen => seen.Text("call.voiceAI.conversationId") is not null, "the conversation to be known")).Text("call.voiceAI.conversationId")!;
        var report = await Eventually.Sees(
            async () => System.Text.Encoding.UTF8.GetString(await host.Report(conversationId)), text => text.Contains("\"status\":\"done\"", StringComparison.Ordinal), "the conversation to end");
        (await host.Deliver(SignedWebhook.Failure(conversationId))).Gives(200);
        await scene.Over(interactionId);
        Assert.True((await Tell(interactionId)).Changed);

        (await host.Deliver(System.Text.Encoding.UTF8.GetBytes(report))).Gives(200);
        var late = await Eventually.Sees(() => Events(interactionId), events => events.Contains("late_report"), "the report to arrive");
        Assert.Contains("forgotten", late);
        var left = await scene.Interaction(interactionId);
        Assert.Equal((0, null, "{}", null), (left.At("transcript").GetArrayLength(), left.Text("summary"), left.At("collected").GetRawText(), left.Text("call.recordingUrl")));
    }

    private Task Run(int days) => host.Services.GetRequiredService<Forgetter>().RunAsync(host.Now.AddDays(days), default);

    private Task Save(Organization organization) =>
        host.Services.GetRequiredService<ISettings>().SaveAsync(host.OrganizationId, host.OrganizationId, organization, expectedVersion: null, "test");

    private Task<CallReply> Tell(string interactionId) =>
        host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICallGrain>(GrainKeys.Of(host.OrganizationId, interactionId)).Tell(new Forget(CallTraces.Said, host.Now.AddDays(1)));

    private async Task<CallState> State(string interactionId) =>
        (await host.Services.GetRequiredService<IStateReader>().ReadAsync<CallState>("call", GrainKeys.Of(host.OrganizationId, interactionId)))!;

    private async Task<ImmutableArray<string>> Events(string interactionId) =>
        [.. (await host.Api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type")!)];

    private async Task<ImmutableArray<string>> Forgotten(string interactionId) =>
    [
        .. (await host.Api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray()
            .Where(entry => entry.Text("type") == "forgotten").Select(entry => entry.At("data").GetRawText()),
    ];
}
