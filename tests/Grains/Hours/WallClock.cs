using System.Collections.Concurrent;
using NodaTime;

namespace LeadSail.Hours;

/// <summary>Local time by the operating system's zone database and .NET, to check ours against: nothing of NodaTime's arithmetic.</summary>
internal static class WallClock
{
    private static readonly ConcurrentDictionary<string, bool> Agreement = new();

    public static DateTime Local(string zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;

    /// <summary>
    /// Whether both databases know the same clock from 2024 to 2030. A machine's may be older: since 2026-11-01 British Columbia, Alberta and Manitoba
    /// no longer change their clocks, which 2026 releases know and 2025 ones do not.
    /// </summary>
    public static bool Agrees(string zone) => Agreement.GetOrAdd(zone, static id =>
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var system))
            return false;
        var ours = DateTimeZoneProviders.Tzdb[id];
        var end = Instant.FromUtc(2031, 1, 1, 0, 0);
        for (var at = Instant.FromUtc(2024, 1, 1, 0, 0); at < end; at += Duration.FromHours(12))
        {
            if (ours.GetUtcOffset(at).ToTimeSpan() != system.GetUtcOffset(at.ToDateTimeOffset()))
                return false;
        }
        return true;
    });
}
