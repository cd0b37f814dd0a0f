using System.Globalization;

namespace LeadSail.Console.Dialers;

/// <summary>Spans of minutes as people say them.</summary>
internal static class Minutes
{
    private const int Hour = 60, Day = 24 * Hour;

    /// <summary>E.g. <c>2 h</c>, <c>1 day 1 h 30 min</c>.</summary>
    public static string Words(int minutes)
    {
        (int Count, string Unit)[] parts = [(minutes / Day, minutes / Day == 1 ? "day" : "days"), (minutes % Day / Hour, "h"), (minutes % Hour, "min")];
        return string.Join(' ', parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
    }
}
