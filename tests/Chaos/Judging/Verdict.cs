namespace LeadSail.Chaos;

/// <summary>Counts, and for each promise how often it was looked at and how often it was broken.</summary>
internal sealed class Verdict
{
    private const int Shown = 20;

    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Looked, int Broken)> promises = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    /// <summary>How many promises were found broken.</summary>
    public int Broken => promises.Values.Sum(promise => promise.Broken);

    /// <summary>Adds to a count.</summary>
    public void Count(string what, int count) => counts[what] = counts.GetValueOrDefault(what) + count;

    /// <summary>Keeps the largest.</summary>
    public void Most(string what, int value) => counts[what] = Math.Max(value, counts.GetValueOrDefault(what));

    /// <summary>Looks at a promise once.</summary>
    public void Hold(string promise, bool holds, string fault)
    {
        var (looked, broken) = promises.GetValueOrDefault(promise);
        promises[promise] = (looked + 1, broken + (holds ? 0 : 1));
        if (!holds)
        {
            faults.Add($"{promise}: {fault}");
        }
    }

    /// <summary>Prints the table, and the first faults.</summary>
    public void Print(TextWriter output)
    {
        foreach (var (what, count) in counts)
        {
            output.WriteLine($"| {what,-42} | {count,8} |");
        }

        output.WriteLine($"| {"promise",-42} | {"looked at",9} | {"broken",6} |");
        foreach (var (promise, (looked, broken)) in promises)
        {
            output.WriteLine($"| {promise,-42} | {looked,9} | {broken,6} |");
        }

        foreach (var fault in faults.Take(Shown))
        {
            output.WriteLine(fault);
        }
    }
}
