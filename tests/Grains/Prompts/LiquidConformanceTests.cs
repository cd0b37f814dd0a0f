using System.Text.Json;
using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

/// <summary>The engine against the Golden Liquid suite, which lies beside the repository: <c>shared/conformance/liquid.json</c>.</summary>
public sealed class LiquidConformanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    [Fact]
    public void The_cases_that_fail_are_the_approved_ones_and_less_than_a_tenth()
    {
        using var suite = JsonDocument.Parse(File.ReadAllBytes(Suite()));
        var cases = suite.RootElement.GetProperty("tests").EnumerateArray().ToList();
        var failures = cases.Select(Failure).OfType<string>().Order(StringComparer.Ordinal).ToList();

        Assert.True(cases.Count > 500, $"the suite has only {cases.Count} cases");
        var approved = Lines(File.ReadAllText(Approved()));
        var news = failures.Except(approved).Select(line => $"fails now:  {line}")
            .Concat(approved.Except(failures).Select(line => $"no longer:  {line}")).ToList();
        Assert.True(news.Count == 0, $"Change {Approved()} by these lines if they are right:\n{string.Join('\n', news)}");
        Assert.True(failures.Count * 10 <= cases.Count, $"{failures.Count} of {cases.Count} cases fail");
    }

    /// <summary>The name of the case and what came of it, if it fails.</summary>
    private static string? Failure(JsonElement test)
    {
        var name = test.GetProperty("name").GetString();
        var isInvalid = test.TryGetProperty("invalid", out var invalid) && invalid.GetBoolean();
        string found;
        try
        {
            var template = LiquidTemplate.Parse(test.GetProperty("template").GetString()!);
            found = template.Render(new LiquidScope(Data(test), Now), LiquidMode.Lenient);
        }
        catch (LiquidException e)
        {
            return isInvalid ? null : $"{name}: refused, {e.Message}";
        }
        var isExpected = !isInvalid && Expected(test).Contains(found);
        return isExpected ? null : $"{name}: {JsonSerializer.Serialize(found)}";
    }

    private static Dictionary<string, object?> Data(JsonElement test) =>
        test.TryGetProperty("data", out var data)
            ? data.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value)
            : [];

    private static IEnumerable<string?> Expected(JsonElement test) =>
        test.TryGetProperty("result", out var one)
            ? [one.GetString()]
            : test.GetProperty("results").EnumerateArray().Select(result => result.GetString());

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#')];

    private static string Approved() => Path.Combine(Repository(), "tests", "Grains", "Prompts", "liquid-gaps.approved.txt");

    private static string Suite()
    {
        var shared = Environment.GetEnvironmentVariable("LEADSAIL_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var path = Path.GetFullPath(Path.Combine(shared, "conformance", "liquid.json"));
        Assert.True(File.Exists(path), $"There is no {path}. Set LEADSAIL_SHARED to the folder that has conformance/liquid.json.");
        return path;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LeadSail.Actors.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no LeadSail.Actors.sln above {AppContext.BaseDirectory}.");
    }
}
