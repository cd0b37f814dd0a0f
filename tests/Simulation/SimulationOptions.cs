using Microsoft.Extensions.Configuration;

namespace LeadSail.Simulation;

/// <summary>What the command line asks for.</summary>
internal sealed record SimulationOptions
{
    private const string Usage = """
        Usage: dotnet run --project tests/Simulation -- [--seeds 1..10000000] [--from n] [--threads 1..64]
               dotnet run --project tests/Simulation -- --seed n [--history file]   one seed, with all that happened in a file
               dotnet run --project tests/Simulation -- --bug name [--seeds n]      how many seeds it takes to catch a deliberate bug
               dotnet run --project tests/Simulation -- --bugs                      the same for each of them; each within 100
               dotnet run --project tests/Simulation -- --rehearsals n              whether n rehearsals say what then comes
        """;

    /// <summary>How many seeds. Default 200.</summary>
    public int Seeds { get; init; } = 200;

    /// <summary>The first one. Default 1.</summary>
    public long From { get; init; } = 1;

    /// <summary>This one alone.</summary>
    public long? Seed { get; init; }

    /// <summary>Where to write all that happened, of one seed.</summary>
    public string? History { get; init; }

    /// <summary>A product with this deliberate bug.</summary>
    public string? Bug { get; init; }

    /// <summary>Every deliberate bug in turn.</summary>
    public bool Bugs { get; init; }

    /// <summary>Compare so many rehearsals with what comes.</summary>
    public int? Rehearsals { get; init; }

    /// <summary>Worlds at once. Default: one for each processor.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Only print the hashes, for another process to compare.</summary>
    public bool Hashes { get; init; }

    /// <summary>Which hashes, separated by commas.</summary>
    public string Only { get; init; } = "";

    /// <summary>Reads the command line; null, and a sentence on the error output, when it cannot be read.</summary>
    public static SimulationOptions? Parse(string[] args)
    {
        try
        {
            // a switch needs no value
            args = [.. args.SelectMany(arg => arg is "--bugs" or "--hashes" ? new[] { arg, "true" } : [arg])];
            var options = new ConfigurationBuilder().AddCommandLine(args).Build().Get<SimulationOptions>() ?? new SimulationOptions();
            if (options is { Seeds: >= 1 and <= 10_000_000, Threads: >= 1 and <= 64, Rehearsals: null or >= 1 })
            {
                return options;
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // told below
        }

        Console.Error.WriteLine(Usage);
        return null;
    }
}
