using LeadSail.Calls;
using LeadSail.Fixture;
using LeadSail.Hosting;

namespace LeadSail.Processes;

/// <summary>A process ends in the middle of a campaign. Where others live they go on, else the next one takes up what it left.</summary>
public sealed class EndingTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    private const int Slots = 3;

    private static readonly TimeSpan UntilSwept = TimeSpan.FromSeconds(15), UntilDeadline = TimeSpan.FromMinutes(13), UntilOfferedAgain = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("dialer", ProcessEnd.Killed)]
    [InlineData("line", ProcessEnd.Killed)]
    [InlineData("line", ProcessEnd.Stopped)]
    public async Task Every_call_ends_and_no_phone_rings_twice_when_a_process_ends_with_the(string grain, ProcessEnd end)
    {
        var scene = await Set(Slots);
        var leads = await scene.LeadsAsync(20);
        await scene.EnterAllAsync();
        var ringing = await scene.RingAsync(Slots);

        await scene.HangUpAsync(ringing[0], InteractionStatus.Completed); // so that something is under way
        await Cluster.EndAsync(grain == "dialer" ? scene.Dialer : scene.Line, end);
        Cluster.Clock.Pass(UntilSwept);
        await Eventually.Sees(() => GoOn(scene, leads), left => left.All(lead => lead is Fate.Ended or Fate.Unknown), "all leads to be called");
        Cluster.Clock.Pass(UntilDeadline);
        await Eventually.Sees(() => GoOn(scene, leads), left => left.All(lead => lead == Fate.Ended), "all calls to end");

        Assert.Equal(scene.Dialled.Count, scene.Dialled.DistinctBy(call => call.Phone).Count());
        Assert.Equal(Slots, scene.MostAtOnce);
        await scene.AllFreeAsync(leads);
        await Cluster.CompleteAsync();
    }

    /// <summary>People hang up, time passes for those who have nothing else to wait for; and how the leads stand.</summary>
    private async Task<Fate[]> GoOn(Scene scene, string[] leads)
    {
        await Task.WhenAll(scene.Dialled.Where(call => call.IsRinging).Select(call => scene.HangUpAsync(call, InteractionStatus.Completed)));
        var fates = await Task.WhenAll(leads.Select(leadId => FateAsync(scene, leadId)));
        if (fates.Contains(Fate.Held) && fates.All(fate => fate is Fate.Held or Fate.Unknown or Fate.Ended))
            Cluster.Clock.Pass(UntilOfferedAgain);

        return fates;
    }

    private async Task<Fate> FateAsync(Scene scene, string leadId)
    {
        var lead = await scene.LeadAsStored(leadId);
        if (lead.RunningInteractionId is not { } running)
            return lead.Attempts is [_] ? Fate.Ended : lead.Place?.HeldUntil > Cluster.Clock.GetUtcNow() ? Fate.Held : Fate.Waits;

        var isUnknown = lead.Intent is null && await scene.CallAsStored(running) is { Phase: CallPhase.Dialling } && scene.Dialled.All(call => call.AttemptId != running);
        return isUnknown ? Fate.Unknown : Fate.Called;
    }

    private enum Fate
    {
        Waits,
        Called,

        /// <summary>Time that passed at once can catch a call between the permit and the start request: it is too late to send that, and its lead is offered again in a while.</summary>
        Held,

        /// <summary>Killed between the commit and the start request: nobody dials again to find out, and its deadline ends it.</summary>
        Unknown,

        Ended,
    }
}
