using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Campaigns;

/// <summary>Finds the caller's campaigns.</summary>
internal static class CampaignFinding
{
    /// <summary>The campaign.</summary>
    /// <exception cref="RequestException">404: there is none, or it is another organization's.</exception>
    public static async Task<CampaignState> FindCampaign(this IStateReader states, string campaignId, Caller caller, CancellationToken cancellationToken = default) =>
        await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(caller.OrganizationId, campaignId), cancellationToken) ?? throw NotFound(campaignId);

    /// <summary>The 404 of a campaign.</summary>
    public static RequestException NotFound(string campaignId) => RequestException.NotFound($"There is no campaign {campaignId}.");
}
