using System.Globalization;

namespace LeadSail.Hours;

/// <summary>A window of one local day, in minutes after midnight: <paramref name="Start"/> inclusive, <paramref name="End"/> exclusive; 1440 is 24:00.</summary>
public readonly record struct TimeWindow(int Start, int End)
{
    /// <summary>24:00, in minutes.</summary>
    public const int EndOfDay = 24 * 60;

    /// <summary>00:00–24:00.</summary>
    public static TimeWindow AllDay { get; } = new(0, EndOfDay);

    /// <summary>Reads "09:00" and "24:00"; null when either is no time of day, or the window is empty or runs backwards.</summary>
    public static TimeWindow? TryParse(string? start, string? end) =>
        Minutes(start) is { } s && Minutes(end) is { } e && s < e ? new TimeWindow(s, e) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Clock(Start)}–{Clock(End)}";

    private static int? Minutes(string? text)
    {
        if (text is not { Length: 5 } || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || minute > 59)
        {
            return null;
        }
        var total = hour * 60 + minute;
        return total <= EndOfDay ? total : null;
    }

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
