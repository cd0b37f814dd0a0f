using System.Globalization;

namespace LeadSail.Bench;

/// <summary>Leads by number, whose phones may be called at this hour. Whatever names one ends in its number.</summary>
internal static class BenchedLeads
{
    private const int Digits = 6;
    private static readonly string Place = Demo.DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"lead_bench_{number:000000}");

    public static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"{Place}5{number:000000}");

    /// <summary>-1 where it names none.</summary>
    public static int NumberIn(string text) => text.Length > Digits && int.TryParse(text.AsSpan(^Digits..), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
