using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LeadSail.Simulator;
using Xunit.Abstractions;

namespace LeadSail.Hosting;

/// <summary>kill -9 while calls run: what was acknowledged is there afterwards, every call ends, and nobody is called twice.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 2, CallsPerRound = 10, Seed = 20261118;

    private static readonly TimeSpan LatestKill = TimeSpan.FromSeconds(1);

    /// <summary>Endings and the status that each gives, when the phone rang.</summary>
    private static readonly (string Digits, string Status)[] Endings =
    [
        ("01", "completed"), ("02", "incomplete"), ("03", "incomplete"), ("04", "voicemail"), ("05", "no_answer"),
        ("06", "busy"), ("07", "busy"), ("10", "qualified"), ("12", "follow_up"), ("43", "completed"),
    ];

    private readonly TempFolder folder = new();
    private readonly Stopwatch sinceNoon = Stopwatch.StartNew();
    private readonly Random chance = new(Seed);
    private readonly ConcurrentDictionary<string, string> leads = new(), calls = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_ends_every_call_and_dials_nobody_twice()
    {
        var (twilio, sip) = await SetScenes();
        var phones = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var host = await Serve(sinceNoon.Elapsed);
            var api = new ApiClient(host.Address, RunningHost.ApiKey, null);
            var people = Enumerable.Range(0, CallsPerRound).Select(i => (Scene: (i % 2 == 0 ? twilio : sip) with { Api = api }, Phone: Scene.Phone(Endings[i].Digits))).ToArray();
            phones.AddRange(people.Select(person => person.Phone));
            var calling = people.Select(person => CallUntilKilled(person.Scene, person.Phone)).ToArray();
            var enough = calls.Count + chance.Next(CallsPerRound);
            await Eventually.Sees(() => Task.FromResult(calls.Count), count => count >= enough, "calls to be acknowledged");
            await Task.Delay(LatestKill * chance.NextDouble()); // the moment of the fault, not a wait for anything
            await host.KillAsync();
            await Task.WhenAll(calling);
            output.WriteLine($"Round {round}: {leads.Count} leads and {calls.Count} calls acknowledged so far");
        }

        await using (var next = await Serve(sinceNoon.Elapsed))
        {
            await WaitingOnesAreCalled(new ApiClient(next.Address, RunningHost.ApiKey, null));
            await next.KillAsync();
        }

        // an hour later whatever rang is over, and whatever nobody knows of is past its deadline
        await using var last = await Serve(sinceNoon.Elapsed + TimeSpan.FromHours(1));
        await Judge(new ApiClient(last.Address, RunningHost.ApiKey, null), phones);
    }

    /// <summary>What was accepted and not yet dialled when the process died is dialled by the next one.</summary>
    private async Task WaitingOnesAreCalled(ApiClient api)
    {
        var seen = await Task.WhenAll(calls.Keys.Select(async interactionId => (await api.Get($"interactions/{interactionId}")).Gives(200)));
        var waiting = seen.Where(one => one.Text("status") == "in_progress" && !one.At("dialled").GetBoolean()).ToArray();
        output.WriteLine($"{waiting.Length} calls were still waiting");
        await Task.WhenAll(waiting.Select(async call =>
        {
            var final = await Eventually.Sees(
                async () => (await api.Get($"interactions/{call.Text("interactionId")}")).Gives(200), one => one.Text("status") != "in_progress", $"{call.Text("interactionId")} to be called after all");
            Assert.Single(await api.Dials(final.Text("phone")!));
        }));
    }

    private async Task Judge(ApiClient api, List<string> phones)
    {
        Assert.NotEmpty(calls);
        foreach (var interactionId in calls.Keys)
        {
            (await api.Get($"interactions/{interactionId}")).Gives(200);
        }

        var rang = 0;
        foreach (var (phone, leadId) in leads)
        {
            var interactions = await Eventually.Sees(
                async () => (await api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").EnumerateArray().ToArray(),
                all => all.All(one => one.Text("status") != "in_progress"), $"all calls of {leadId} to end");
            var lead = await Eventually.Sees(async () => (await api.Get($"leads/{leadId}")).Gives(200), seen => seen.Text("activeInteractionId") is null, $"{leadId} to be free");
            Assert.True(interactions.Length <= 1 && interactions.Length >= calls.Values.Count(of => of == leadId), $"{phone}: {interactions.Length} calls");
            rang += interactions.Length == 0 ? 0 : Judge(phone, interactions[0], lead, await api.Dials(phone));
        }

        foreach (var phone in phones)
        {
            Assert.True((await api.Dials(phone)).Length <= 1, $"{phone} was dialled twice");
        }

        output.WriteLine($"{rang} of {calls.Count} calls rang");
        Assert.True(rang > 0);
    }

    /// <summary>Holds one call against the simulator's log, and counts it if the phone rang.</summary>
    private static int Judge(string phone, JsonElement interaction, JsonElement lead, JsonElement[] dials)
    {
        if (dials.Length == 0)
        {
            // killed before the request left: if we had said that we dial, it counts, and nobody dials again to find out
            Assert.Equal("error", interaction.Text("status"));
            Assert.Equal(interaction.At("dialled").GetBoolean() ? 1 : 0, lead.At("attempts.total").GetInt32());
            return 0;
        }

        Assert.Equal(interaction.Text("interactionId"), Assert.Single(dials).Text("attemptId"));
        Assert.Equal(Endings.Single(ending => ending.Digits == phone[^2..]).Status, interaction.Text("status"));
        Assert.Equal(1, lead.At("attempts.total").GetInt32());
        return 1;
    }

    private async Task CallUntilKilled(Scene scene, string phone)
    {
        try
        {
            var leadId = await scene.Lead(phone);
            Assert.True(leads.TryAdd(phone, leadId));
            Assert.True(calls.TryAdd(await scene.Call(leadId), leadId));
        }
        catch (HttpRequestException)
        {
            // not acknowledged, and so not promised
        }
    }

    private Task<ChildHost> Serve(TimeSpan afterNoon) => ChildHost.ServeAsync(
        folder.Path, $"--Clock:Now={RunningHost.Noon + afterNoon:O}", "--Simulator:Speed=30", $"--Simulator:WebhookSecret={RunningHost.WebhookSecret}", "--Providers:ElevenLabs:PollSeconds=2");

    private async Task<(Scene Twilio, Scene Sip)> SetScenes()
    {
        var host = new RunningHost(speed: 30, folder.Path);
        await host.InitializeAsync();
        var scenes = (await Scene.Set(host.Api), await Scene.Set(host.Api, "sip_trunk"));
        await host.DisposeAsync();
        return scenes;
    }
}
