using System.Globalization;
using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Worlds;

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
        var hashes = new SortedDictionary<long, string>();
        Console.WriteLine($"{options.Seeds} seeds from {options.From}, and {known.Length} known ones, {options.Threads} at once.");
        new Runner(Bug.None, options.Threads).Run(seeds, outcome =>
        {
            summary.Add(outcome);
            hashes[outcome.Seed] = outcome.Hash;
            if (outcome.Violations is [var first, ..])
            {
                Console.WriteLine($"Seed {outcome.Seed}: {first.Promise}: {first.What}");
            }

            var elapsed = TimeProvider.System.GetElapsedTime(began);
            if (elapsed - told > ProgressEvery)
            {
                told = elapsed;
                Console.WriteLine($"{elapsed:mm\\:ss} {summary.Progress()}");
            }

            return true;
        });
        summary.Print(Console.Out);
        foreach (var broken in summary.Broken.Take(3))
        {
            FailureReport.Print(broken, Bug.None, Console.Out);
        }

        var isOne = Repeats.Hold(seeds.Take(Repeats.Most).ToArray(), hashes, Console.Out);
        Console.WriteLine($"{TimeProvider.System.GetElapsedTime(began):mm\\:ss} minutes.");
        return summary.Broken.Any() || !isOne ? 1 : 0;
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
            FailureReport.Print(outcome, Bug.None, Console.Out);
        }

        return outcome.Violations.Count == 0 ? 0 : 1;
    }

    /// <summary>
    /// Rehearsals of small campaigns beside what comes; 0 when all but a hundredth of the calls agree. Where two leads fall due within a millisecond, what the dialer's turns take decides whom it
    /// serves first, which no rehearsal knows.
    /// </summary>
    public static int Rehearse(int rehearsals, SimulationOptions options)
    {
        var (calls, wrong, alike) = (0, 0, 0);
        var told = new Lock();
        Parallel.For(options.From, options.From + rehearsals, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, seed =>
        {
            var (differences, made) = Rehearsals.Agreement.Compare(seed);
            lock (told)
            {
                (calls, wrong, alike) = (calls + made, wrong + differences.Count, alike + (differences.Count == 0 ? 1 : 0));
                if (differences.Count > 0)
                {
                    Console.WriteLine($"Seed {seed}: {differences.Count} of {made} calls differ: {differences[0]}");
                }
            }
        });
        Console.WriteLine($"{rehearsals} rehearsals, {alike} of them as it came to the minute; of {calls} calls {wrong} differ.");
        return wrong * 100 > calls || calls == 0 ? 1 : 0;
    }

    /// <summary>How many seeds it takes to catch a bug; 0 when each is caught.</summary>
    public static int Bugs(IEnumerable<string> names, int atMost, SimulationOptions options)
    {
        var escaped = 0;
        foreach (var name in names)
        {
            if (Catalog.Find(name) is not { } make)
            {
                Console.Error.WriteLine($"There is no bug {name}; there are {string.Join(", ", Catalog.All.Select(bug => bug.Name))}.");
                return 2;
            }

            Outcome? caught = null;
            new Runner(make, options.Threads).Run(Enumerable.Range(0, atMost).Select(n => options.From + n), outcome =>
            {
                caught = outcome.Violations.Count > 0 && outcome.Seed < (caught?.Seed ?? long.MaxValue) ? outcome : caught;
                return caught is null;
            });
            escaped += caught is null ? 1 : 0;
            Console.WriteLine(caught is null
                ? $"| {name,-24} | not caught by {atMost} seeds |"
                : $"| {name,-24} | {caught.Seed - options.From + 1,3} seeds | {caught.Violations[0].Promise}: {caught.Violations[0].What} |");
        }

        return escaped == 0 ? 0 : 1;
    }

    /// <summary>The hashes of seeds, one a line.</summary>
    public static int PrintHashes(SimulationOptions options)
    {
        foreach (var seed in options.Only.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture)))
        {
            Console.WriteLine($"{seed} {Runner.RunOne(seed, Bug.None, keepsLines: false).Hash}");
        }

        return 0;
    }

    /// <summary>The first number of each line of seeds.txt; the rest says what it found.</summary>
    private static long[] Known() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds.txt")).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)),
    ];
}
