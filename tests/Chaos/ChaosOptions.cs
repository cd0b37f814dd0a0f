using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;

namespace LeadSail.Chaos;

/// <summary>What the command line asks for.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Calls to have acknowledged, 1–100,000. Default 100.</summary>
    public int Calls { get; init; } = 100;

    /// <summary>What the endings, the moments of the kills and the order follow from. Default: by chance, and printed.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>Seconds between kills on average, 1–600. Default 3.</summary>
    public double Every { get; init; } = 3;

    /// <summary>How many times faster than life calls run, 1–1,000. Default 10.</summary>
    public double Speed { get; init; } = 10;

    /// <summary>Whether the product is two silos and a front door on PostgreSQL; the build must be of the cluster. Default false.</summary>
    public bool Cluster { get; init; }

    /// <summary>Seconds for which the database of a cluster goes away once, when half of the calls are asked for; 0–120. Default 0: it stays.</summary>
    public int Away { get; init; }

    /// <summary>The longest pause of each of 8 callers between two calls, seconds, 0–60. Default 3.</summary>
    public double Pause { get; init; } = 3;

    /// <summary>Reads <c>--calls 100 --seed 7 --every 3 --speed 10</c>; null, and a sentence on the error output, when it cannot be read.</summary>
    public static ChaosOptions? From(string[] args)
    {
        try
        {
            var options = new ConfigurationBuilder().AddCommandLine(args).Build().Get<ChaosOptions>() ?? new ChaosOptions();
            if (options is { Calls: >= 1 and <= 100_000, Every: >= 1 and <= 600, Speed: >= 1 and <= 1000, Away: >= 0 and <= 120, Pause: >= 0 and <= 60 } && (options.Cluster || options.Away == 0) && (!options.Cluster || Start.SharesDatabase))
            {
                return options;
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // told below
        }

        System.Console.Error.WriteLine("Usage: dotnet run --project tests/Chaos -- [--calls 1..100000] [--seed n] [--every 1..600 seconds] [--speed 1..1000] [--pause 0..60 seconds] [--cluster true [--away 0..120 seconds]]   (a cluster needs -p:GrainRuntime=Orleans)");
        return null;
    }
}
