using System.Text.Json.Serialization;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Sequences;

/// <summary>What happens to a lead's place in its campaign's dialer.</summary>
public abstract record PlaceEvent : LeadEvent
{
    /// <summary>The place after it; null when the lead is in no dialer.</summary>
    /// <param name="place">The place before.</param>
    /// <param name="at">When it happens.</param>
    public abstract DialerPlace? Change(DialerPlace? place, DateTimeOffset at);
}

/// <summary>Its campaign's dialer may call it from here on.</summary>
public sealed record DialerEntered(Lane Lane, DateTimeOffset NotBefore, [property: JsonIgnore] string By = "system") : PlaceEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;

    /// <inheritdoc/>
    public override DialerPlace Change(DialerPlace? place, DateTimeOffset at) => new(Lane, NotBefore, at);

    /// <summary>The request that asked for it; null when none is known.</summary>
    [JsonIgnore]
    public string? RequestId { get; init; }
}

/// <summary>The dialer calls it no more. <paramref name="Because"/>: the outcome that ended the sequence, or what else took it out.</summary>
public sealed record DialerLeft(string Because, [property: JsonIgnore] string By = "system") : PlaceEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;

    /// <inheritdoc/>
    public override DialerPlace? Change(DialerPlace? place, DateTimeOffset at) => null;
}

/// <summary>The sequence goes on: it is called again, not before an instant. <paramref name="After"/>: the outcome that it follows from.</summary>
public sealed record NextCallSet(Lane Lane, DateTimeOffset NotBefore, string After) : PlaceEvent
{
    /// <inheritdoc/>
    public override DialerPlace Change(DialerPlace? place, DateTimeOffset at) => new(Lane, NotBefore, place?.Since ?? at);
}

/// <summary>It is not offered again before an instant. <paramref name="Rule"/>: the one that refused it; null when no rule did.</summary>
public sealed record PlaceHeld(string? Rule, DateTimeOffset Until) : PlaceEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;

    /// <inheritdoc/>
    public override DialerPlace? Change(DialerPlace? place, DateTimeOffset at) => place is null ? null : place with { HeldBy = Rule, HeldUntil = Until };
}

/// <summary>It may be offered again: something changed since it was refused.</summary>
public sealed record HoldReleased : PlaceEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;

    /// <inheritdoc/>
    public override DialerPlace? Change(DialerPlace? place, DateTimeOffset at) => place?.Released();
}

/// <summary>Its attempts in a campaign so far no longer count.</summary>
public sealed record SequenceRestarted(string CampaignId, [property: JsonIgnore] string By) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>A call by the campaign's first submission action is to come; the status that the lead would have without it is kept.</summary>
public sealed record ActionBegun(LeadStatus Before) : LeadEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}
