using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Campaigns;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Simulation.Checks;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation.Workloads;

/// <summary>Whoever sets how calls are made: the organization, its campaigns, their pauses and jobs. It does what the endpoints do.</summary>
internal sealed class Manager(World world, Client client)
{
    public void Change(Func<Organization, Organization> change) => client.Do(AskKind.Organization, "", 0, null, async (process, ask) =>
    {
        while (true)
        {
            var row = (await process.Settings.FindAsync<Organization>(Client.OrganizationId, Client.OrganizationId, fresh: true))!;
            var changed = change(row.Value);
            ask.Terms = Terms(changed);
            if (await process.Settings.SaveAsync(row.Id, row.Id, changed, row.Version, "client") is not null)
            {
                await process.Nudges.ReconsiderAsync(Client.OrganizationId);
                return null;
            }
        }
    });

    public void PauseAll(bool paused) => Change(known => known with { DialingPaused = paused });

    public void Change(string campaignId, Func<CampaignSettings, CampaignSettings> change) => client.Do(AskKind.Campaign, campaignId, 0, null, async (process, ask) =>
    {
        while (true)
        {
            var known = (await world.Database.States.ReadAsync<CampaignState>("campaign", GrainKeys.Of(Client.OrganizationId, campaignId)))!;
            var changed = change(known.Settings);
            ask.Terms = Terms(changed);
            var reply = await Client.Grain<ICampaignGrain>(process, campaignId).Save(changed, known.Version, "client");
            if (reply.Refusal is null)
            {
                await Client.Grain<IAutoDialerGrain>(process, campaignId).Reconsider();
                return null;
            }

            if (reply.Refusal.Code != Codes.Conflict)
            {
                return reply.Refusal;
            }
        }
    });

    public void Pause(string campaignId, bool paused) => client.Do(AskKind.PauseDialer, campaignId, paused ? 1 : 0, null, async (process, _) =>
    {
        var reply = await Client.Grain<ICampaignGrain>(process, campaignId).Pause(paused, "client");
        if (!paused)
        {
            await Client.Grain<IAutoDialerGrain>(process, campaignId).Reconsider();
        }

        return reply.Refusal;
    });

    /// <summary>Lets the dialer have all leads of a campaign, or those with a status.</summary>
    public void Enter(string campaignId, LeadStatus? status, bool isCancelled) => client.Do(AskKind.Job, campaignId, 0, null, async (process, ask) =>
    {
        var which = new LeadSelection { CampaignId = campaignId, Statuses = status is { } only ? [only] : [], To = process.Clock.GetUtcNow() };
        ask.Id = world.Ids.Next("job");
        var job = Client.Grain<IEnterJobGrain>(process, ask.Id);
        var reply = await job.Tell(new StartEnterJob(which, await process.Leads.CountAsync(Client.OrganizationId, which), "client"));
        return reply.Refusal ?? (isCancelled ? (await job.Tell(new CancelEnterJob("client"))).Refusal : null);
    });

    /// <summary>Takes back every pause, and switches all campaigns on.</summary>
    public void LetGo(IEnumerable<string> campaigns)
    {
        PauseAll(false);
        foreach (var id in campaigns)
        {
            Pause(id, false);
            Change(id, known => known with { Active = true, AutoDialer = known.AutoDialer with { Active = true } });
        }
    }

    /// <summary>As the API shows it.</summary>
    public static JsonObject Terms<T>(T settings) => JsonSerializer.SerializeToNode(settings, Json.Options)!.AsObject();
}
