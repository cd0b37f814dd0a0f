using LeadSail.Fixture;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Providers;

namespace LeadSail.Calls;

/// <summary>Calls that end because their time is over.</summary>
public sealed class DeadlineTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    private static readonly TimeSpan UntilDeadline = TimeSpan.FromMinutes(13), UntilStartBy = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task A_call_of_which_the_provider_knows_nothing_ends_at_its_deadline()
    {
        var scene = await Set();
        scene.Answer(Reply.NothingRings);
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);
        await scene.DialledAsync(interactionId);

        Cluster.Clock.Pass(UntilDeadline);

        var call = await scene.OverAsync(interactionId);
        Assert.Equal((InteractionStatus.Error, Codes.FateUnknown, true), (call.Status, call.ErrorCode, call.Dialled));
        Assert.Equal(LeadStatus.Error, (await scene.LeadAsStored(leadId)).Status);
        Assert.Single(scene.Dialled);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task A_call_that_gets_its_slot_too_late_is_not_dialled()
    {
        var scene = await Set(slots: 1);
        var ringing = await scene.DialledAsync(await scene.CallAsync(await scene.LeadAsync()));
        var leadId = await scene.LeadAsync();
        var waiting = await scene.CallAsync(leadId);
        await Eventually.Sees(async () => (await scene.Line.View()).Waiting, calls => calls == 1, "a call to wait for the slot");

        Cluster.Clock.Pass(UntilStartBy);
        await scene.HangUpAsync(ringing, InteractionStatus.Completed);

        var call = await scene.OverAsync(waiting);
        Assert.Equal((InteractionStatus.Error, Codes.ProviderBusy, false), (call.Status, call.ErrorCode, call.Dialled));
        Assert.Single(scene.Dialled);
        Assert.Empty((await scene.LeadAsStored(leadId)).Attempts);
        await scene.AllFreeAsync(leadId);
    }
}
