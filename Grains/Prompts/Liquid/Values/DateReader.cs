using System.Globalization;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>
/// Reads dates as people and machines write them. Every form has its year and its day, so nothing is ever filled in from the
/// machine's clock or zone, as the framework's free parsing would.
/// </summary>
internal static class DateReader
{
    private const int LongestDate = 64;

    private static readonly string[] DayForms =
    [
        "yyyy-M-d", "yyyy/M/d", "M/d/yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy", "d MMMM yyyy", "d MMM yyyy",
        "ddd, d MMM yyyy", "dddd, MMMM d, yyyy", "dddd, d MMMM yyyy",
    ];

    private static readonly string[] TimeForms = ["H:m:s.FFFFFFF", "H:m", "h:m tt", "h:m:s tt"];

    /// <summary>The instant that a value of a template means, or null if it means none.</summary>
    public static DateTimeOffset? Read(object? value, DateTimeOffset now) => value switch
    {
        DateTimeOffset instant => instant,
        long seconds => FromUnix(seconds, now.Offset),
        decimal seconds => FromUnix(Number.Truncate(seconds), now.Offset),
        string text => Parse(text.AsSpan().Trim(), now),
        _ => null,
    };

    private static DateTimeOffset? Parse(ReadOnlySpan<char> text, DateTimeOffset now)
    {
        if (text.Length > LongestDate) return null;
        if (text is "now" or "today") return now;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return FromUnix(seconds, now.Offset);

        var offset = now.Offset;
        var time = TimeOnly.MinValue;
        if (text.IndexOf(':') is var colon and > 0)
        {
            text = TakeZone(text, ref offset);
            var start = text[..colon].LastIndexOfAnyExceptInRange('0', '9');
            if (start < 0 || text[start] is not (' ' or 'T')) return null;
            if (!TimeOnly.TryParseExact(text[(start + 1)..], TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
                return null;
            text = text[..start];
        }
        return DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day)
            ? At(day.ToDateTime(time), offset)
            : null;
    }

    /// <summary>Cuts <c>Z</c>, <c>UTC</c>, <c>GMT</c>, <c>-05:00</c> or <c>-0500</c> off the end and gives it as an offset.</summary>
    private static ReadOnlySpan<char> TakeZone(ReadOnlySpan<char> text, scoped ref TimeSpan offset)
    {
        foreach (var name in (ReadOnlySpan<string>)["Z", "UTC", "GMT"])
        {
            if (!text.EndsWith(name, StringComparison.Ordinal)) continue;
            offset = TimeSpan.Zero;
            return text[..^name.Length].TrimEnd();
        }
        var sign = text.LastIndexOfAny('+', '-');
        if (sign < text.IndexOf(':')) return text;
        if (!TimeSpan.TryParseExact(text[(sign + 1)..], ["hh\\:mm", "hhmm"], CultureInfo.InvariantCulture, out var read)) return text;
        offset = text[sign] == '-' ? -read : read;
        return text[..sign].TrimEnd();
    }

    private static DateTimeOffset? FromUnix(long seconds, TimeSpan offset) =>
        seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? null
            : At(DateTimeOffset.FromUnixTimeSeconds(seconds).DateTime, TimeSpan.Zero)?.ToOffset(offset);

    /// <summary>Null if the offset is more than 14 hours, or might lead out of the calendar on its first or last day.</summary>
    private static DateTimeOffset? At(DateTime local, TimeSpan offset) =>
        local < DateTime.MinValue.AddDays(1) || local > DateTime.MaxValue.AddDays(-1) || offset.Duration() > TimeSpan.FromHours(14)
            ? null
            : new DateTimeOffset(local, offset);
}
