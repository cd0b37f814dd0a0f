using System.Text.Json.Serialization;
using LeadSail.Calls;
using LeadSail.Lives;

namespace LeadSail.DialedNumbers;

/// <summary>What happens to a number.</summary>
public abstract record NumberEvent : LifeEvent;

/// <summary>Held for one call.</summary>
public sealed record Reserved(string InteractionId, string LeadId, CallDirection Direction) : NumberEvent;

/// <summary>May be dialled now; the attempt counts.</summary>
public sealed record PermitGiven(string InteractionId) : NumberEvent;

/// <summary>Dialled, as the provider says; nobody here knew. It holds the number unless it has ended.</summary>
public sealed record Adopted(string InteractionId, string LeadId, DateTimeOffset DialledAt, DateTimeOffset? EndedAt) : NumberEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>Free again; a dialled call stays in the ledger.</summary>
public sealed record Released(string InteractionId, bool Dialled, DateTimeOffset EndedAt, bool BadNumber = false) : NumberEvent;

/// <summary>The person calls us.</summary>
public sealed record Occupied(string InteractionId, string LeadId, [property: JsonIgnore] string? CarrierCallId) : NumberEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>The person's call is over.</summary>
public sealed record InboundOver(string InteractionId) : NumberEvent;

/// <summary>On the do-not-call list.</summary>
public sealed record Listed(string Reason, string By) : NumberEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>No longer on the do-not-call list.</summary>
public sealed record Unlisted([property: JsonIgnore] string By) : NumberEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>A lead was submitted with it.</summary>
public sealed record Claimed(string CampaignId, string LeadId) : NumberEvent;
