using System.Collections.Immutable;
using LeadSail.Calls;

namespace LeadSail.Rehearsals;

/// <summary>What came of a rehearsal.</summary>
public sealed record RehearsalReport
{
    /// <summary>Every hour from the first to the last, those without a call too.</summary>
    public ImmutableArray<RehearsedHour> Hours { get; init; } = [];

    /// <summary>Every call, in the order of dialling.</summary>
    public ImmutableArray<RehearsedCall> Calls { get; init; } = [];

    /// <summary>The end of the last call, where no lead waits for another; null while some do.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Leads that took part: those in the dialer, and those that entered it.</summary>
    public int Leads { get; init; }

    /// <summary>Of them, those that a person picked up for.</summary>
    public int Reached { get; init; }

    /// <summary>Of them, those that still wait for a call at the end.</summary>
    public int Waiting { get; init; }

    /// <summary>By rule, leads that no waiting makes callable: somebody must change something.</summary>
    public ImmutableSortedDictionary<string, int> NeverCallable { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Minutes of conversation.</summary>
    public double TalkMinutes { get; init; }

    /// <summary>What they cost; null without a price.</summary>
    public decimal? Spend { get; init; }

    /// <summary>Calls outside the legal hours, to a listed number, or beside another call to the number, as a second look at each of them finds.</summary>
    public int Violations { get; init; }
}

/// <summary>One hour of a rehearsal. Calls count in the hour in which they are dialled.</summary>
/// <param name="At">Its beginning.</param>
public sealed record RehearsedHour(DateTimeOffset At)
{
    /// <summary>Calls dialled.</summary>
    public int Attempts { get; init; }

    /// <summary>Of them, those that a person picked up.</summary>
    public int Connects { get; init; }

    /// <summary>What came of them; an outcome that none had is left out.</summary>
    public ImmutableSortedDictionary<InteractionStatus, int> Outcomes { get; init; } = ImmutableSortedDictionary<InteractionStatus, int>.Empty;

    /// <summary>The most calls at once within it.</summary>
    public int InFlight { get; init; }
}

/// <summary>One call of a rehearsal.</summary>
/// <param name="LeadId">Whom it was for.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="DialledAt">When it was dialled.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Status">What came of it.</param>
/// <param name="SpokenTo">Whether a person picked up.</param>
public sealed record RehearsedCall(string LeadId, string Phone, DateTimeOffset DialledAt, DateTimeOffset EndedAt, InteractionStatus Status, bool SpokenTo);
