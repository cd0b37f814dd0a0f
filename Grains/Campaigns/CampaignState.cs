using System.Text.Json.Serialization;
using LeadSail.Lives;
using LeadSail.Storage;

namespace LeadSail.Campaigns;

/// <summary>A campaign, as stored.</summary>
public sealed record CampaignState : LifeState
{
    /// <summary>Counts up with each change; 0 when it was never created.</summary>
    public long Version { get; init; }

    /// <summary>The request that made it, by an id of its own; null when nobody told one.</summary>
    public string? CreatedFor { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The settings.</summary>
    public CampaignSettings Settings { get; init; } = new();

    /// <summary>Whether all lanes of its dialer are held.</summary>
    public bool DialerPaused { get; init; }

    /// <summary>Whether it may call.</summary>
    [JsonIgnore]
    public bool IsActive => Version > 0 && Settings is { Active: true, Archived: false };

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => new("campaigns",
    [
        new("name", Settings.Name),
        new("active", Settings.Active),
        new("archived", Settings.Archived),
        new("client_id", Settings.ClientId),
        new("client_name", Settings.ClientName),
        new("offer_id", Settings.OfferId),
        new("offer_name", Settings.OfferName),
        new("created_at", CreatedAt),
        new("updated_at", UpdatedAt),
    ]);
}
