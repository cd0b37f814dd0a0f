using System.Globalization;
using NodaTime;

namespace LeadSail.Hours;

/// <summary>Days and clocks as the called person reads them. An unknown IANA zone is UTC.</summary>
public static class LocalDay
{
    /// <summary>The day of an instant.</summary>
    public static LocalDate Of(DateTimeOffset at, string zone) => In(zone, at).Date;

    /// <summary>When the day of an instant is over: the first instant of the next one.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset at, string zone)
    {
        var local = In(zone, at);
        return local.Zone.AtStartOfDay(local.Date.PlusDays(1)).ToDateTimeOffset().ToUniversalTime();
    }

    /// <summary>An instant in words, e.g. <c>09:00 on Tuesday 2026-11-03</c>; with seconds where it has some.</summary>
    public static string Tell(DateTimeOffset at, string zone) => $"{TellClock(at, zone)} on {In(zone, at).DayOfWeek} {TellDate(at, zone)}";

    /// <summary>The time of an instant in words, e.g. <c>09:00</c>; with seconds where it has some.</summary>
    public static string TellClock(DateTimeOffset at, string zone)
    {
        var local = In(zone, at);
        return local.TimeOfDay.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>The date of an instant, e.g. <c>2026-11-03</c>.</summary>
    public static string TellDate(DateTimeOffset at, string zone) => Of(at, zone).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static ZonedDateTime In(string zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(ZoneOf(zone));

    /// <summary>The zone of a name.</summary>
    public static DateTimeZone ZoneOf(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
}
