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

    /// <summary>Starts that may be granted now; at most one second's worth, and never less than one.</summary>
    public double Tokens { get; init; }

    /// <summary>When the tokens were last counted.</summary>
    public DateTimeOffset CountedAt { get; init; }
}

/// <summary>A slot that somebody has.</summary>
/// <param name="GrantedAt">Since when.</param>
/// <param name="Confirmed">Whether its call has persisted that it dials; until then the grant lapses.</param>
public sealed record Slot(DateTimeOffset GrantedAt, bool Confirmed);
