using NodaTime;

namespace LeadSail.Hours;

/// <summary>Days as the called person counts them.</summary>
public static class LocalDay
{
    /// <summary>The day of an instant in an IANA zone; an unknown zone is UTC.</summary>
    public static LocalDate Of(DateTimeOffset at, string zone) =>
        Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).Date;
}
