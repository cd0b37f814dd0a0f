using System.Globalization;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation;

/// <summary>Adds up what came of many seeds.</summary>
internal sealed class Summary
{
    private readonly SortedDictionary<string, int> faults = new(StringComparer.Ordinal), violations = new(StringComparer.Ordinal);
    private readonly List<Outcome> broken = [];
    private int seeds, calls, posts;
    private long steps;
    private TimeSpan time;

    /// <summary>Seeds in which a promise was broken, the lowest first.</summary>
    public IEnumerable<Outcome> Broken => broken.OrderBy(outcome => outcome.Seed);

    /// <summary>One more.</summary>
    public void Add(Outcome outcome)
    {
        (seeds, calls, posts, steps, time) = (seeds + 1, calls + outcome.Calls, posts + outcome.Posts, steps + outcome.Steps, time + outcome.Time);
        foreach (var (kind, count) in outcome.Faults)
        {
            faults[kind] = faults.GetValueOrDefault(kind) + count;
        }

        foreach (var violation in outcome.Violations)
        {
            violations[violation.Promise] = violations.GetValueOrDefault(violation.Promise) + 1;
        }

        if (outcome.Violations.Count > 0)
        {
            broken.Add(outcome);
        }
    }

    /// <summary>Where it stands, in a line.</summary>
    public string Progress() => string.Create(CultureInfo.InvariantCulture, $"{seeds} seeds, {time.TotalDays:0.0} days, {calls} calls, {violations.Values.Sum()} violations");

    /// <summary>The table.</summary>
    public void Print(TextWriter output)
    {
        Row("seeds", seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {"simulated days",-44} | {time.TotalDays,9:0.0} |"));
        Row("calls", calls);
        Row("start requests", posts);
        Row("turns and messages", steps);
        foreach (var (kind, count) in faults)
        {
            Row($"fault: {kind}", count);
        }

        Row("violations", violations.Values.Sum());
        foreach (var (promise, count) in violations)
        {
            Row($"violation: {promise}", count);
        }

        void Row(string what, long count) => output.WriteLine($"| {what,-44} | {count.ToString(CultureInfo.InvariantCulture),9} |");
    }
}
