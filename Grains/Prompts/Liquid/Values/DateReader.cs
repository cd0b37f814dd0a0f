using System.Globalization;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>
/// Reads dates as people and machines write them. Every form has its year and its day, so nothing is ever filled in from the
/// machine's clock or zone, as the framework's free parsing would.
/// </summary>
internal static class DateReader
{
    private const int LongestDate = 64;

    private static readonly string[] Days =
    [
        "yyyy-M-d", "yyyy/M/d", "M/d/yyyy", "yyyyMMdd", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "MMM d yyyy", "d MMMM yyyy",
        "d MMM yyyy", "ddd, d MMM yyyy", "dddd, MMMM d, yyyy", "dddd, d MMMM yyyy",
    ];

    private static readonly string[] Times = ["", "'T'H:m", "'T'H:m:s.FFFFFFF", " H:m", " H:m:s.FFFFFFF", " h:m tt", " h:m:s tt"];

    private static readonly string[] Local = [.. from day in Days from time in Times select day + time];

    private static readonly string[] Zoned =
        [.. from form in Local from zone in new[] { "zzz", " zzz", "'Z'", " 'UTC'", " 'GMT'" } select form + zone];

    /// <summary>The instant that a value of a template means, or null if it means none.</summary>
    public static DateTimeOffset? Read(object? value, DateTimeOffset now) => value switch
    {
        DateTimeOffset instant => instant,
        long seconds => FromUnix(seconds, now),
        decimal seconds => FromUnix(Number.Truncate(seconds), now),
        string text => Parse(text.Trim(), now),
        _ => null,
    };

    private static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length is 0 or > LongestDate) return null;
        if (text is "now" or "today") return now;
        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9') && text.Length != 8)
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? FromUnix(seconds, now) : null;
        const DateTimeStyles styles = DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, styles, out var local)) return At(local, now.Offset);
        return DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, styles | DateTimeStyles.AssumeUniversal, out var zoned)
            ? zoned
            : null;
    }

    private static DateTimeOffset? FromUnix(long seconds, DateTimeOffset now) =>
        seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? null
            : At(DateTimeOffset.FromUnixTimeSeconds(seconds).DateTime, TimeSpan.Zero)?.ToOffset(now.Offset);

    /// <summary>The first and last day are left out: an offset may move them out of range.</summary>
    private static DateTimeOffset? At(DateTime local, TimeSpan offset) =>
        local < DateTime.MinValue.AddDays(1) || local > DateTime.MaxValue.AddDays(-1) ? null : new DateTimeOffset(local, offset);
}
