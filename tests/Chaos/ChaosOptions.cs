using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;

namespace LeadSail.Chaos;

/// <summary>What the command line asks for.</summary>
internal sealed record ChaosOptions
{
    private const string Usage = """
        Usage: dotnet run --project tests/Chaos -- [--calls 1..100000 | --minutes 1..600] [--storage sqlite|postgres] [--cluster true] [--seed n]
                   [--every 1..600 seconds] [--away 0..120 seconds] [--speed 1..1000] [--pause 0..60 seconds]
               dotnet run --project tests/Chaos -- --overload 5..3600 seconds [--storage sqlite|postgres]
        A cluster is on PostgreSQL and needs -p:GrainRuntime=Orleans.
        """;

    /// <summary>Calls to have acknowledged, 1–100,000. Default 100.</summary>
    public int Calls { get; init; } = 100;

    /// <summary>For how many minutes to ask for calls instead, 0–600. Default 0: as many as <see cref="Calls"/>.</summary>
    public double Minutes { get; init; }

    /// <summary>For how many seconds to ask for more than the product can do, and nothing else, 0–3,600. Default 0: not at all.</summary>
    public int Overload { get; init; }

    /// <summary>Where one process keeps everything: <c>sqlite</c> or <c>postgres</c>.</summary>
    public string Storage { get; init; } = "sqlite";

    /// <summary>What the endings, the moments of the kills and the order follow from. Default: by chance, and printed.</summary>
    public int Seed { get; init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>Seconds between kills on average, 1–600. Default 3.</summary>
    public double Every { get; init; } = 3;

    /// <summary>How many times faster than life calls run, 1–1,000. Default 10.</summary>
    public double Speed { get; init; } = 10;

    /// <summary>Whether the product is two silos and a front door on PostgreSQL; the build must be of the cluster. Default false.</summary>
    public bool Cluster { get; init; }

    /// <summary>Seconds for which a database server goes away, every 45 s on average, 0–120. Default 5; 0: it stays.</summary>
    public int Away { get; init; } = 5;

    /// <summary>The longest pause of each of 8 callers between two calls, seconds, 0–60. Default 3.</summary>
    public double Pause { get; init; } = 3;

    /// <summary>Whether the database is a server.</summary>
    public bool HasServer => Cluster || Storage == "postgres";

    /// <summary>Reads <c>--calls 100 --seed 7 --every 3 --speed 10</c>; null, and a sentence on the error output, when it cannot be read.</summary>
    public static ChaosOptions? From(string[] args)
    {
        try
        {
            var options = new ConfigurationBuilder().AddCommandLine(args).Build().Get<ChaosOptions>(binding => binding.ErrorOnUnknownConfiguration = true) ?? new ChaosOptions();
            if (!args.Contains("--help") && options is
                {
                    Calls: >= 1 and <= 100_000, Minutes: >= 0 and <= 600, Overload: 0 or (>= 5 and <= 3600), Storage: "sqlite" or "postgres", Every: >= 1 and <= 600, Speed: >= 1 and <= 1000,
                    Away: >= 0 and <= 120, Pause: >= 0 and <= 60,
                } && (!options.Cluster || Start.SharesDatabase))
            {
                return options;
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // told below
        }

        System.Console.Error.WriteLine(Usage);
        return null;
    }
}
