using System.Text.Json.Nodes;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.EnterJobs;
using LeadSail.Fixture;
using LeadSail.Hosting;
using LeadSail.Leads;
using LeadSail.Permits;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Processes;

/// <summary>Grains run on all silos, and what one silo stored the other reads.</summary>
public sealed class SpreadTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    [Fact]
    public async Task Grains_are_on_both_silos()
    {
        var scene = await Set();
        var leads = await scene.LeadsAsync(40);

        var silos = await Task.WhenAll(leads.Select(leadId => Cluster.WhereAsync(scene.Grain<ILeadGrain>(leadId))));

        Assert.Equal(2, silos.Distinct().Count());
    }

    [Fact]
    public async Task What_a_grain_stored_on_one_silo_is_all_there_on_the_other()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var jobId = await scene.EnterAllAsync();
        var ringing = Assert.Single(await scene.RingAsync(1));
        await scene.HangUpAsync(ringing, InteractionStatus.Qualified);
        await scene.OverAsync(ringing.AttemptId);
        var job = await Eventually.Sees(() => scene.StoredAsync<EnterJobState>("enter_job", jobId), job => job.Status == EnterJobStatus.Done, "the job to be done");

        await Changes<ICampaignGrain>(scene, "campaign", Scene.CampaignId, campaign => campaign.Pause(true, "test"), "dialerPaused");
        await Changes<ILeadGrain>(scene, "lead", leadId, lead => lead.Tell(new SetDnc { Channels = [DncChannel.Sms] }), "dnc", "updatedAt");
        await Changes<ICallGrain>(scene, "call", ringing.AttemptId, call => call.Tell(new Report(ringing.Report() with { HasRecording = true }, Asked: false)), "hasRecording", "updatedAt");
        await Changes<IDialedNumberGrain>(scene, "number", ringing.Phone, number => number.Tell(new Claim(Scene.CampaignId, leadId)), "claims", "updatedAt");
        await Changes<IEnterJobGrain>(scene, "enter_job", jobId, again => again.Tell(new StartEnterJob(job.Which, job.Total, job.Actor)));
    }

    [Fact]
    public async Task A_call_whose_number_is_on_a_silo_that_may_have_nobody_called_waits_and_says_why()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var number = scene.Grain<IDialedNumberGrain>((await scene.LeadAsStored(leadId)).Data.Phone);
        await Task.WhenAll(scene.Line.View(), number.View());
        if (await Cluster.WhereAsync(number) == await Cluster.WhereAsync(scene.Line))
        {
            await Cluster.OnAnotherSiloAsync(number, moved => moved.View());
        }

        var gate = (await Cluster.ProcessOfAsync(number)).GetRequiredService<DialGate>();
        gate.Wait("Its clock is off.");
        var interactionId = await scene.CallAsync(leadId);
        await Eventually.Sees(() => scene.CallAsStored(interactionId), call => call.WaitReason == "Its clock is off.", "the call to say why it waits");
        Assert.Empty(scene.Dialled);

        gate.Open();
        Cluster.Clock.Pass(TimeSpan.FromSeconds(10));
        (await scene.DialledAsync(interactionId)).End(InteractionStatus.Completed);
        Cluster.Clock.Pass(TimeSpan.FromSeconds(10));
        await scene.OverAsync(interactionId);
    }

    /// <summary>What a command changes on another silo is these fields, and no others.</summary>
    private async Task Changes<T>(Scene scene, string grainType, string id, Func<T, Task> tell, params string[] fields) where T : IGrainWithStringKey
    {
        var before = await scene.StoredAsync<JsonObject>(grainType, id);
        await Cluster.OnAnotherSiloAsync(scene.Grain<T>(id), tell);
        var after = await scene.StoredAsync<JsonObject>(grainType, id);
        var changed = before.Concat(after).Select(field => field.Key).Distinct().Where(field => !JsonNode.DeepEquals(before[field], after[field]));
        Assert.Equal(fields, changed.Order());
    }
}
