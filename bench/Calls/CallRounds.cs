using System.Globalization;

namespace LeadSail.Bench;

/// <summary>Whole calls of services that take turns in rounds, so that a slow minute of the machine hits all of them.</summary>
/// <param name="calls">In a turn.</param>
/// <param name="atOnce">How many of them at once.</param>
/// <param name="warm">Rounds before those that count: code is compiled anew while it runs warm.</param>
/// <param name="rounds">Rounds that count.</param>
internal sealed class CallRounds(int calls, int atOnce, int warm, int rounds)
{
    /// <summary>Runs and prints them.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="contenders">By name.</param>
    /// <param name="serverTime">What the database's processes have used of the cores so far, where it has its own.</param>
    public async Task RunAsync(string title, (string Name, ICallee Callee)[] contenders, Func<TimeSpan>? serverTime = null)
    {
        var measured = contenders.ToDictionary(contender => contender.Name, _ => new List<CallFigures>());
        foreach (var (_, callee) in contenders)
        {
            await callee.EnterAsync(calls * (warm + rounds));
        }

        for (var round = 0; round < warm + rounds; round++)
        {
            foreach (var (name, callee) in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                var figures = await TurnAsync(name, callee, round, serverTime);
                if (round >= warm)
                {
                    measured[name].Add(figures);
                }
            }
        }

        var turns = new Turns([.. measured.Keys]);
        foreach (var (name, figures) in measured)
        {
            figures.ForEach(figure => turns.Add(name, figure.PerSecond));
        }

        turns.Print(string.Create(CultureInfo.InvariantCulture, $"{title}: {calls} whole calls a turn, {atOnce} at once, {rounds} rounds"), "calls/s");
        foreach (var (name, figures) in measured)
        {
            Print(name, figures);
        }
    }

    private async Task<CallFigures> TurnAsync(string name, ICallee callee, int round, Func<TimeSpan>? serverTime)
    {
        callee.Take(calls);
        using var load = new CallLoad(callee.Initiate, callee.Timeline);
        var figures = await load.RunAsync(round * calls, calls, atOnce, serverTime) with { Others = [.. callee.Take(calls)] };
        var (qualified, expected) = (await callee.CountQualifiedAsync(), (round + 1) * calls);
        return qualified == expected ? figures : throw new InvalidOperationException($"{name}: {qualified} leads are qualified, {expected} were to be.");
    }

    private static void Print(string name, List<CallFigures> rounds)
    {
        Table.Head($"{name}: a call, and the share of its time by part");
        Table.Row("from the request to the lead's new status", "ms", rounds.SelectMany(figures => figures.Milliseconds));
        foreach (var part in Enum.GetValues<Part>())
        {
            Table.Row(part.Name(), "%", rounds.Select(figures => figures.Shares[(int)part] * 100));
        }

        Table.Row("CPU of the process, load generator and provider included", "ms a call", rounds.Select(figures => figures.Cpu));
        Table.Row("CPU of the database's processes", "ms a call", rounds.Select(figures => figures.ServerCpu).Where(used => used > 0));
        Table.Row("allocated", "kB a call", rounds.Select(figures => figures.Allocated));
        foreach (var other in rounds.SelectMany(figures => figures.Others).GroupBy(other => (other.What, other.Unit), other => other.Figure))
        {
            Table.Row(other.Key.What, other.Key.Unit, other);
        }
    }
}
