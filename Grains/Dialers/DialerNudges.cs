using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Has every dialer look in which leads wait: when something happened that none of them can know of.</summary>
public sealed class DialerNudges(IDueLeads leads, IGrainFactory grains)
{
    /// <summary>All of them: a process has started.</summary>
    public async Task NudgeAsync(CancellationToken cancellationToken = default)
    {
        foreach (var (organizationId, campaignId) in await leads.CampaignsWithLeadsAsync(cancellationToken))
        {
            await Dialer(organizationId, campaignId).Nudge();
        }
    }

    /// <summary>Those of an organization whose settings have changed.</summary>
    public async Task ReconsiderAsync(string organizationId, CancellationToken cancellationToken = default)
    {
        foreach (var dialer in await leads.CampaignsWithLeadsAsync(cancellationToken))
        {
            if (dialer.OrganizationId == organizationId)
            {
                await Dialer(organizationId, dialer.CampaignId).Reconsider();
            }
        }
    }

    private IAutoDialerGrain Dialer(string organizationId, string campaignId) => grains.GetGrain<IAutoDialerGrain>(GrainKeys.Of(organizationId, campaignId));
}
