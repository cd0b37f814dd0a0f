using LeadSail.Simulation.Bugs;

namespace LeadSail.Simulation;

/// <summary>What the command can do.</summary>
internal static class Runs
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(10);

    /// <summary>Seeds in a row, those that once found something first; 0 when every promise was kept.</summary>
    public static int Many(SimulationOptions options)
    {
        var known = Known();
        var seeds = known.Concat(Enumerable.Range(0, options.Seeds).Select(n => options.From + n)).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        var told = TimeSpan.Zero;
        var summary = new Summary();
        Console.WriteLine($"{options.Seeds} seeds from {options.From}, and {known.Length} known ones, {options.Threads} at once.");
        new Runner(Bug.None, options.Threads).Run(seeds, outcome =>
        {
            summary.Add(outcome);
            var elapsed = TimeProvider.System.GetElapsedTime(began);
            if (elapsed - told > ProgressEvery)
            {
                told = elapsed;
                Console.WriteLine($"{elapsed:mm\\:ss} {summary.Progress()}");
            }

            return true;
        });
        summary.Print(Console.Out);
        Console.WriteLine($"{TimeProvider.System.GetElapsedTime(began):mm\\:ss} minutes.");
        foreach (var broken in summary.Broken.Take(3))
        {
            Report.Print(broken, Bug.None, Console.Out);
        }

        return summary.Broken.Any() ? 1 : 0;
    }

    /// <summary>One seed.</summary>
    public static int One(long seed, SimulationOptions options)
    {
        var outcome = Runner.RunOne(seed, Bug.None, keepsLines: options.History is not null);
        var summary = new Summary();
        summary.Add(outcome);
        summary.Print(Console.Out);
        Console.WriteLine($"History: {outcome.Hash}");
        if (options.History is not null)
        {
            File.WriteAllLines(options.History, outcome.Lines);
        }

        if (outcome.Violations.Count > 0)
        {
            Report.Print(outcome, Bug.None, Console.Out);
        }

        return outcome.Violations.Count == 0 ? 0 : 1;
    }

    /// <summary>The hashes of seeds, one a line.</summary>
    public static int PrintHashes(SimulationOptions options)
    {
        for (var seed = options.From; seed < options.From + options.Seeds; seed++)
        {
            Console.WriteLine($"{seed} {Runner.RunOne(seed, Bug.None, keepsLines: false).Hash}");
        }

        return 0;
    }

    /// <summary>The first number of each line of seeds.txt; the rest says what it found.</summary>
    private static long[] Known() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds.txt")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => long.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)),
    ];
}
