using LeadSail.Calls;

namespace LeadSail.Rehearsals;

/// <summary>What came of a rehearsal.</summary>
public sealed record RehearsalView
{
    /// <summary>When it began.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>What decided how single calls ended.</summary>
    public int Seed { get; init; }

    /// <summary>The whole of it.</summary>
    public RehearsalTotals Totals { get; init; } = new();

    /// <summary>The end of the last call, when no lead waits for another one then; null while some do.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What the minutes of conversation cost; null without a price.</summary>
    public double? Spend { get; init; }

    /// <summary>By rule, how many leads no waiting makes callable: somebody must change something.</summary>
    public IReadOnlyDictionary<string, int> NeverCallable { get; init; } = new Dictionary<string, int>();

    /// <summary>Calls that a rule forbids, as a second look at each of them finds: 0.</summary>
    public int Violations { get; init; }

    /// <summary>Every hour, in order, from the one in which it begins.</summary>
    public IReadOnlyList<RehearsalHourView> Hours { get; init; } = [];

    internal static RehearsalView Of(RehearsalPlan plan, int seed, RehearsalReport report) => new()
    {
        From = plan.From, Until = plan.Until, Seed = seed, FinishedAt = report.FinishedAt, Spend = (double?)report.Spend, NeverCallable = report.NeverCallable, Violations = report.Violations,
        Totals = new RehearsalTotals
        {
            Leads = report.Leads, Reached = report.Reached, Waiting = report.Waiting, Attempts = report.Calls.Length, Connects = report.Calls.Count(call => call.SpokenTo), TalkMinutes = report.TalkMinutes,
            Outcomes = OutcomesOf(report.Calls.CountBy(call => call.Status)),
        },
        Hours = [.. report.Hours.Select(hour => new RehearsalHourView { At = hour.At, Attempts = hour.Attempts, Connects = hour.Connects, InFlight = hour.InFlight, Outcomes = OutcomesOf(hour.Outcomes) })],
    };

    private static Dictionary<string, int> OutcomesOf(IEnumerable<KeyValuePair<InteractionStatus, int>> counts) =>
        counts.OrderBy(count => count.Key).ToDictionary(count => Enums.Name(count.Key), count => count.Value, StringComparer.Ordinal);
}

/// <summary>The whole of a rehearsal.</summary>
public sealed record RehearsalTotals
{
    /// <summary>The campaign's leads.</summary>
    public int Leads { get; init; }

    /// <summary>Of them, those with whom a person spoke.</summary>
    public int Reached { get; init; }

    /// <summary>Of them, those that wait for another call at the end.</summary>
    public int Waiting { get; init; }

    /// <summary>Calls dialled.</summary>
    public int Attempts { get; init; }

    /// <summary>Of them, those that a person picked up.</summary>
    public int Connects { get; init; }

    /// <summary>Minutes of conversation.</summary>
    public double TalkMinutes { get; init; }

    /// <summary>What came of the calls; an outcome that none had is left out.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; init; } = new Dictionary<string, int>();
}

/// <summary>One hour of a rehearsal; a call counts in the hour in which it is dialled.</summary>
public sealed record RehearsalHourView
{
    /// <summary>Its beginning.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Calls dialled.</summary>
    public int Attempts { get; init; }

    /// <summary>Of them, those that a person picked up.</summary>
    public int Connects { get; init; }

    /// <summary>What came of them; an outcome that none had is left out.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; init; } = new Dictionary<string, int>();

    /// <summary>The most calls at once.</summary>
    public int InFlight { get; init; }
}
