using LeadSail.Simulation.Bugs;
using LeadSail.Simulation.Worlds;

namespace LeadSail.Simulation;

/// <summary>Tells of a seed in which a promise was broken: what, the part of the history that it is about, and how to see it again.</summary>
internal static class FailureReport
{
    private const int MostLines = 60, MostViolations = 5, LongestLine = 260;

    private static readonly string[] Always = ["process ", "clock is set", "PauseAll"], Never = [" Answer ", " {\"", "committed wakeups", "committed inbox"];

    public static void Print(Outcome outcome, Func<Bug> bug, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Seed {outcome.Seed} broke a promise:");
        foreach (var violation in outcome.Violations.Take(MostViolations))
        {
            output.WriteLine($"  {violation.Promise}: {violation.What}");
        }

        var about = outcome.Violations[0].About;
        var lines = Runner.RunOne(outcome.Seed, bug, keepsLines: true).Lines;
        var part = lines.Where(line => IsTold(line) && (about.Length == 0 || about.Concat(Always).Any(name => line.Contains(name, StringComparison.Ordinal)))).ToArray();
        var shown = Around(part, outcome.Violations[0].What);
        output.WriteLine($"{shown.Length} of {lines.Count} events of its history:");
        foreach (var line in shown)
        {
            output.WriteLine($"  {(line.Length > LongestLine ? line[..LongestLine] : line)}");
        }

        output.WriteLine($"Repeat: dotnet run --project tests/Simulation -- --seed {outcome.Seed} --history history.txt");
    }

    /// <summary>The lines around the start request that the violation names first; else the last ones.</summary>
    private static string[] Around(string[] lines, string what)
    {
        var post = what.StartsWith("POST ", StringComparison.Ordinal) ? $"{string.Join(' ', what.Split(' ').Take(2))} to" : "";
        var at = post.Length == 0 ? -1 : Array.FindIndex(lines, line => line.Contains(post, StringComparison.Ordinal));
        return at < 0 ? [.. lines.TakeLast(MostLines)] : [.. lines.Take(at + (MostLines / 4)).TakeLast(MostLines)];
    }

    /// <summary>Answers, states at the end and what happens each second say nothing new.</summary>
    private static bool IsTold(string line) => !Never.Any(name => line.Contains(name, StringComparison.Ordinal));
}
