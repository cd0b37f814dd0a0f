using LeadSail.Calls;
using LeadSail.Dialers;
using LeadSail.EnterJobs;
using LeadSail.Fixture;
using LeadSail.Leads;
using LeadSail.Providers;

namespace LeadSail.Campaigns;

/// <summary>A campaign's dialer, over a line with few slots.</summary>
public sealed class CampaignTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    private const int Slots = 3;

    [Fact]
    public async Task Each_lead_is_dialled_once_and_never_more_at_once_than_the_line_has_slots()
    {
        var scene = await Set(Slots);
        var leads = await scene.LeadsAsync(30);
        var jobId = await scene.EnterAllAsync();

        InteractionStatus[] endings = [InteractionStatus.Completed, InteractionStatus.Qualified, InteractionStatus.NoAnswer];
        for (var called = 0; called < leads.Length; called += Slots)
        {
            var ringing = await scene.RingAsync(Slots);
            await Task.WhenAll(ringing.Zip(endings, scene.HangUpAsync));
        }

        var ended = await Task.WhenAll(scene.Dialled.Select(call => scene.OverAsync(call.AttemptId)));
        Assert.Equal(leads.Order(), ended.Select(call => call.Call!.LeadId).Order());
        Assert.Equal(Slots, scene.MostAtOnce);
        var statuses = await Task.WhenAll(leads.Select(async leadId => (await scene.LeadAsStored(leadId)).Status));
        Assert.Equal(
            [(LeadStatus.Qualified, 10), (LeadStatus.Contacted, 10), (LeadStatus.NoContact, 10)],
            statuses.CountBy(status => status).Select(count => (count.Key, count.Value)).Order());
        var job = await scene.StoredAsync<EnterJobState>("enter_job", jobId);
        Assert.Equal((EnterJobStatus.Done, 30), (job.Status, job.Entered));
        await scene.AllFreeAsync(leads);
    }

    [Fact]
    public async Task A_paused_dialer_dials_nobody_until_it_goes_on()
    {
        var scene = await Set(Slots);
        var leads = await scene.LeadsAsync(2 * Slots);
        await scene.EnterAllAsync();
        var ringing = await scene.RingAsync(Slots);

        await scene.Campaign.Pause(true, "test");
        await HangUp(scene, ringing);
        await scene.Dialer.Nudge();
        await HangUp(scene, await scene.DialledAsync(await scene.CallAsync(await scene.LeadAsync()))); // a call that somebody asks for is made all the same
        Assert.Equal(Slots + 1, scene.Dialled.Count);
        await scene.AllFreeAsync(leads);

        await scene.Campaign.Pause(false, "test");
        await scene.Dialer.Reconsider();
        await HangUp(scene, await scene.RingAsync(Slots));
        Assert.All(await Task.WhenAll(leads.Select(scene.LeadAsStored)), lead => Assert.Single(lead.Attempts));
        await scene.AllFreeAsync(leads);
    }

    private static async Task HangUp(Scene scene, params PhoneCall[] ringing)
    {
        await Task.WhenAll(ringing.Select(call => scene.HangUpAsync(call, InteractionStatus.Completed)));
        await Task.WhenAll(ringing.Select(call => scene.OverAsync(call.AttemptId)));
    }
}
