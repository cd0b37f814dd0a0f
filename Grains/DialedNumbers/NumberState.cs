using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Lives;
using LeadSail.Storage;

namespace LeadSail.DialedNumbers;

/// <summary>The ledger of one number, as stored.</summary>
public sealed record NumberState : LifeState
{
    /// <summary>The one running call, the last 30 days, and the do-not-call entry.</summary>
    public Ledger Ledger { get; init; } = new();

    /// <summary>Which lead was submitted with this number, by campaign, within 24 h.</summary>
    public ImmutableArray<NumberClaim> Claims { get; init; } = [];

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => new("numbers",
    [
        new("listed", Ledger.Listed is not null),
        new("reason", Ledger.Listed?.Reason),
        new("listed_by", Ledger.Listed?.By),
        new("listed_at", Ledger.Listed?.At),
        new("running_interaction_id", Ledger.Holder?.InteractionId),
        new("updated_at", UpdatedAt),
    ]);
}

/// <summary>A lead submitted with a number.</summary>
public sealed record NumberClaim(string CampaignId, string LeadId, DateTimeOffset At);
