using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace LeadSail.Calls;

/// <summary>Reads when somebody asked to be called back.</summary>
public static class CallbackRules
{
    private static readonly LocalDateTimePattern[] Patterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss;FFFFFFF"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
    ];

    /// <summary>
    /// The instant; null when there is none to be read, or it is not in the future. A time without zone is the lead's own;
    /// one that the spring change skips is moved on by the gap, one that the autumn change has twice is the earlier.
    /// </summary>
    /// <param name="text">ISO 8601 with zone, or local date and time.</param>
    /// <param name="zone">The lead's IANA zone.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset? Read(string? text, string zone, DateTimeOffset now)
    {
        var at = string.IsNullOrWhiteSpace(text) ? null : Local(text.Trim(), zone) ?? Zoned(text.Trim());
        return at > now ? at : null;
    }

    private static DateTimeOffset? Local(string text, string zone)
    {
        var found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        foreach (var pattern in Patterns)
        {
            // years at the ends of the calendar have instants that no clock can tell
            if (pattern.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } local })
            {
                return local.InZoneLeniently(found).ToInstant().ToDateTimeOffset();
            }
        }

        return null;
    }

    /// <summary>The date must stand there: left to itself, the parser takes the day of the system's clock for it.</summary>
    private static DateTimeOffset? Zoned(string text) =>
        text.Length > 10 && LocalDatePattern.Iso.Parse(text[..10]).Success && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;
}
