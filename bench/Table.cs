using System.Globalization;

namespace LeadSail.Bench;

/// <summary>Figures as a table: name, minimum, median, 95th percentile, maximum.</summary>
internal static class Table
{
    public static void Row(string name, string unit, IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length > 0)
        {
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {unit} | {At(sorted, 0):0.##} | {At(sorted, 0.5):0.##} | {At(sorted, 0.95):0.##} | {At(sorted, 1):0.##} |"));
        }
    }

    public static void Head(string title)
    {
        System.Console.WriteLine($"\n{title}\n\n| what | unit | min | median | p95 | max |\n| --- | --- | --- | --- | --- | --- |");
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
