using System.ComponentModel.DataAnnotations;
using LeadSail.Webhooks;

namespace LeadSail.Campaigns;

/// <summary>A new campaign.</summary>
public sealed record CreateCampaignBody : CampaignSettings
{
    /// <summary>Its id, 2–5 upper-case letters and digits; without one, one is made.</summary>
    [RegularExpression("^[A-Z0-9]{2,5}$", ErrorMessage = "must be 2-5 upper-case letters and digits")]
    public string? CampaignId { get; init; }
}

/// <summary>A campaign as the API shows it.</summary>
public sealed record CampaignView : CampaignSettings
{
    /// <summary>As it is read from the API.</summary>
    public CampaignView() { }

    private CampaignView(CampaignSettings settings) : base(settings) { }

    /// <summary>Its id.</summary>
    public string CampaignId { get; init; } = "";

    /// <summary>Whether its dialer is paused, all four lanes; a pause of all dialling stands on the organization.</summary>
    public bool DialerPaused { get; init; }

    /// <summary>Counts its changes; also the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static CampaignView Of(string campaignId, CampaignState campaign) => new(SecretHeaders.Hide(campaign.Settings))
    {
        CampaignId = campaignId, DialerPaused = campaign.DialerPaused, Version = campaign.Version, CreatedAt = campaign.CreatedAt, UpdatedAt = campaign.UpdatedAt,
    };
}

/// <summary>How far the leads of a campaign are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ByStatus">How many are in each status; one without any is left out.</param>
public sealed record CampaignProgress(int Total, IReadOnlyDictionary<string, int> ByStatus);

/// <summary>A page of campaigns.</summary>
/// <param name="Campaigns">The campaigns, by id.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
/// <param name="Page">Which page, when asked for by number; else null.</param>
/// <param name="Total">How many campaigns match.</param>
public sealed record CampaignList(IReadOnlyList<CampaignView> Campaigns, string? NextCursor, bool HasMore, int? Page, long Total);
