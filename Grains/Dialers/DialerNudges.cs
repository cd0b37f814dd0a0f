using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Has every dialer look in which leads wait: when something changed that none of them can know of.</summary>
public sealed class DialerNudges(IDueLeads leads, IGrainFactory grains)
{
    /// <summary>Those of one organization, or of all.</summary>
    public async Task NudgeAsync(string? organizationId = null, CancellationToken cancellationToken = default)
    {
        foreach (var dialer in await leads.CampaignsWithLeadsAsync(cancellationToken))
        {
            if (organizationId is null || dialer.OrganizationId == organizationId)
            {
                await grains.GetGrain<IAutoDialerGrain>(GrainKeys.Of(dialer.OrganizationId, dialer.CampaignId)).Nudge();
            }
        }
    }
}
