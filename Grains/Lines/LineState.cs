using System.Collections.Immutable;

namespace LeadSail.Lines;

/// <summary>A line, in memory.</summary>
public sealed record LineState
{
    /// <summary>Slots in all.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Starts per second.</summary>
    public double PerSecond { get; init; } = 1;

    /// <summary>Slots taken, by interaction.</summary>
    public ImmutableSortedDictionary<string, Slot> Slots { get; init; } = ImmutableSortedDictionary.Create<string, Slot>(StringComparer.Ordinal);

    /// <summary>Who waits, first come first.</summary>
    public ImmutableArray<SlotRequest> Queue { get; init; } = [];

    /// <summary>The campaigns whose dialers got a slot, the one served longest ago first.</summary>
    public ImmutableList<string> Served { get; init; } = [];

    /// <summary>Starts that may be granted now.</summary>
    public TokenBucket Bucket { get; init; }

    /// <summary>Why nothing is granted; null while the line is sound.</summary>
    public Breaker? Breaker { get; init; }

    /// <summary>The numbers, one after the other, of which the carrier said SIP 404.</summary>
    public ImmutableSortedSet<string> Strangers { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Start requests, one after the other, for which the provider was too busy.</summary>
    public int Busy { get; init; }

    /// <summary>Agents beyond the provider's daily limit, by the provider's id, and until when they are held.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> HeldAgents { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);
}

/// <summary>An open breaker; from <see cref="OpenUntil"/> on it is half open and lets one call through at a time.</summary>
/// <param name="Cause">What opened it.</param>
/// <param name="OpenUntil">Nothing is granted before.</param>
/// <param name="Openings">How often it opened in a row: each pause is twice the one before.</param>
/// <param name="Why">What to tell the operator.</param>
/// <param name="Probe">The call let through last.</param>
public sealed record Breaker(BreakerCause Cause, DateTimeOffset OpenUntil, int Openings, string Why, string? Probe);

/// <summary>What opens a breaker.</summary>
public enum BreakerCause
{
    /// <summary>Credentials, payment or quota: any start that the provider takes closes it.</summary>
    Account,

    /// <summary>A provider that is busy: any start that it takes closes it.</summary>
    Busy,

    /// <summary>Numbers that do not exist, one after the other: a call that is put through closes it.</summary>
    Trunk,
}

/// <summary>A slot that somebody has.</summary>
/// <param name="GrantedAt">Since when.</param>
/// <param name="Confirmed">Whether its call has persisted that it dials; until then the grant lapses.</param>
public sealed record Slot(DateTimeOffset GrantedAt, bool Confirmed);
