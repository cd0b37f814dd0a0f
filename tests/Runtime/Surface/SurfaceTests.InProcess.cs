using System.Runtime.CompilerServices;

namespace LeadSail.Surface;

/// <summary>
/// What the product uses of Orleans stands in a file under review: a new line needs a contract test, and support by both runtimes.
/// Only in this build: in the other one generated code uses much more, and the compiler proves that every line exists.
/// </summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_product_uses_of_Orleans_what_was_approved()
    {
        var approvedFile = Path.Combine(Path.GetDirectoryName(Here())!, "..", "OrleansSurface.approved.txt");
        string[] used =
        [
            .. new[] { "Grains.Abstractions.dll", "Grains.dll" }
                .SelectMany(name => UsedSurface.Of(Path.Combine(AppContext.BaseDirectory, name))).Distinct().Order(StringComparer.Ordinal),
        ];
        if (Environment.GetEnvironmentVariable("APPROVE_SURFACE") == "1")
            File.WriteAllLines(approvedFile, used);

        var approved = File.ReadAllLines(approvedFile);
        string[] difference = [.. used.Except(approved).Select(line => $"+ {line}"), .. approved.Except(used).Select(line => $"- {line}")];
        Assert.True(difference.Length == 0, $"""
            The product uses other parts of Orleans than were approved:
            {string.Join(Environment.NewLine, difference)}
            If that is meant: see that the contract suite covers what is new, run the test with APPROVE_SURFACE=1, and commit the file.
            """);
    }

    [Fact]
    public void The_reader_finds_types_members_attributes_and_generic_ones()
    {
        var used = UsedSurface.Of(typeof(SurfaceTests).Assembly.Location).ToList();

        Assert.Contains("Orleans.Grain", used);
        Assert.Contains("Orleans.GrainExtensions.GetPrimaryKeyString", used);
        Assert.Contains("Orleans.Concurrency.AlwaysInterleaveAttribute..ctor", used);
        Assert.Contains("Orleans.Core.IStorage.WriteStateAsync", used);
        Assert.Contains("Orleans.Core.IStorage`1.get_State", used);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
