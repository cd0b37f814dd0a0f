using System.Text.Json;
using LeadSail.Lives;
using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

/// <summary>The engine against the Golden Liquid suite, which lies beside the repository: <c>shared/conformance/liquid.json</c>.</summary>
public sealed class LiquidConformanceTests
{
    private const string Header = "# Cases of the Golden Liquid suite that this engine answers otherwise; the kinds are explained in Grains/Prompts/Liquid/README.md.";

    private static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    [Fact]
    public void The_cases_that_fail_are_the_approved_ones_and_less_than_a_tenth()
    {
        using var suite = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Path("conformance", "liquid.json")));
        var cases = suite.RootElement.GetProperty("tests").EnumerateArray().ToList();
        var failures = cases.Select(Failure).OfType<string>().Order(StringComparer.Ordinal).ToList();

        Assert.True(cases.Count > 500, $"the suite has only {cases.Count} cases");
        Approved.Check("Prompts/liquid-gaps.approved.txt", string.Concat(failures.Prepend(Header).Select(line => $"{line}\n")));
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
}
