using System.Diagnostics;
using System.Globalization;
using LeadSail.Simulation.Bugs;

namespace LeadSail.Simulation;

/// <summary>One seed, one history: here once more, and in a process with other string hashes and another garbage collector.</summary>
internal static class Repeats
{
    /// <summary>How many seeds are repeated.</summary>
    public const int Most = 5;

    /// <summary>Whether the seeds have the same hashes again, here and elsewhere; tells which have not.</summary>
    public static bool Hold(long[] seeds, IReadOnlyDictionary<long, string> hashes, TextWriter output)
    {
        var elsewhere = Elsewhere(seeds);
        var different = seeds.Where(seed => Runner.RunOne(seed, Bug.None, keepsLines: false).Hash != hashes[seed] || elsewhere.GetValueOrDefault(seed) != hashes[seed]).ToArray();
        output.WriteLine(different.Length == 0
            ? $"{seeds.Length} seeds have the same history again, in this process and in another."
            : $"These seeds have more than one history: {string.Join(", ", different)}");
        return different.Length == 0;
    }

    private static Dictionary<long, string> Elsewhere(long[] seeds)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Repeats).Assembly.Location, "--hashes", "--only", string.Join(',', seeds)]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(words => long.Parse(words[0], CultureInfo.InvariantCulture), words => words[1]);
    }
}
