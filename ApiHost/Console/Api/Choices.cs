using LeadSail.Campaigns;
using LeadSail.PhoneNumbers;

namespace LeadSail.Console.Api;

/// <summary>What several pages offer to choose from: the first 100 of each.</summary>
internal static class Choices
{
    /// <summary>Ids and names of campaigns, archived ones as well.</summary>
    public static async Task<(string Id, string Name)[]> CampaignsAsync(this ApiClient api, CancellationToken cancellationToken) =>
        [.. (await api.GetAsync<CampaignList>("campaigns?limit=100&includeArchived=true", cancellationToken)).Campaigns.Select(campaign => (campaign.CampaignId, campaign.Name))];

    /// <summary>Numbers to call from.</summary>
    public static async Task<IReadOnlyList<PhoneNumberView>> NumbersAsync(this ApiClient api, CancellationToken cancellationToken) =>
        (await api.GetAsync<PhoneNumberList>("phone-numbers?limit=100", cancellationToken)).PhoneNumbers;
}
