using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Hours;
using LeadSail.Places;
using NodaTime;

namespace LeadSail.LegalHours;

/// <summary>
/// The legal floor: a call is lawful when it is inside the hours of every place in which the called person may be, on every clock there.
/// Nobody knowing the place is a no.
/// </summary>
public static class LegalHoursRules
{
    private const int MostSentences = 3;

    private static readonly ZonedHours Never = new(DateTimeZone.Utc, new HoursCalendar(WeeklyWindows.Never));

    /// <summary>Whether a call at <paramref name="now"/> is lawful, why, and when it would be.</summary>
    /// <param name="place">What is known of the called person besides the number.</param>
    /// <param name="phone">The number to dial, E.164; null when there is none.</param>
    /// <param name="now">The instant at which it would be dialled.</param>
    public static LegalHoursVerdict Check(CalledPlace place, string? phone, DateTimeOffset now)
    {
        var sources = ZoneRules.Sources(place, phone);
        var silent = string.Join("; ", sources.Where(s => s.Area is null).Select(s => s.Words));
        var clauses = Clauses(sources);
        if (clauses.IsEmpty)
        {
            var why = silent.Length == 0 ? "no time zone, address or number is given" : silent;
            return new(false, false, null, $"ZONE_UNKNOWN: nobody knows where the called person is: {why}.", LegalTable.Version);
        }
        var against = clauses.Where(c => !HoursRules.Contains(c.Hours, now)).ToList();
        var allowed = against.Count == 0;
        // the narrowest rule of each clock speaks for it
        var told = (allowed ? clauses.Where(c => c.Governs(now)) : against).DistinctBy(c => (c.Place, c.Hours.Zone)).Select(c => c.Tell(now)).ToList();
        var more = told.Count > MostSentences ? $"; and {told.Count - MostSentences} more" : "";
        var unused = silent.Length == 0 ? "" : $" (not used: {silent})";
        var evidence = $"{(allowed ? "Inside" : "Outside")} legal hours: {string.Join("; ", told.Take(MostSentences))}{more}{unused}.";
        return new(allowed, true, allowed ? null : HoursRules.NextInside(HoursOf(clauses), now), evidence, LegalTable.Version);
    }

    /// <summary>The first lawful instant at or after <paramref name="from"/>; null when there is none within 14 days, or no place is known.</summary>
    public static DateTimeOffset? NextAllowed(CalledPlace place, string? phone, DateTimeOffset from) => HoursRules.NextInside(Hours(place, phone), from);

    /// <summary>What the law asks, to be intersected with other hours by <see cref="HoursRules.NextInside"/>; hours that are never open when no place is known.</summary>
    public static ImmutableArray<ZonedHours> Hours(CalledPlace place, string? phone) => HoursOf(Clauses(ZoneRules.Sources(place, phone)));

    /// <summary>What the law asks in all of these areas.</summary>
    public static ImmutableArray<ZonedHours> Hours(IEnumerable<Area> areas) => HoursOf(Clauses(areas.Select(area => ("", area))));

    /// <summary>The strictest cap on calls to the number at <paramref name="now"/>; null when no place has one.</summary>
    public static LegalCap? CapFor(CalledPlace place, string? phone, DateTimeOffset now) => Clauses(ZoneRules.Sources(place, phone))
        .Where(c => c.Governs(now)).Select(c => c.Rule.Cap).OfType<LegalCap>().OrderBy(c => c.Calls).ThenByDescending(c => c.Hours).FirstOrDefault();

    private static ImmutableArray<ZonedHours> HoursOf(ImmutableArray<Clause> clauses) => clauses.IsEmpty ? [Never] : [.. clauses.Select(c => c.Hours).Distinct()];

    /// <summary>Every clock of every source under every rule of its places.</summary>
    private static ImmutableArray<Clause> Clauses(IEnumerable<PlaceSource> sources) => Clauses(sources.Where(source => source.Area is not null).Select(source => (source.Words, source.Area!)));

    private static ImmutableArray<Clause> Clauses(IEnumerable<(string Words, Area Area)> sources) =>
    [
        .. from source in sources
           from place in source.Area.Places
           from zone in source.Area.Zones
           from rule in LegalTable.For(place)
           select new Clause(source.Words, place, rule, new ZonedHours(DateTimeZoneProviders.Tzdb[zone], rule.Dialling)),
    ];

    private sealed record Clause(string Source, string Place, LegalRule Rule, ZonedHours Hours)
    {
        public bool Governs(DateTimeOffset now) => Hours.Calendar.Governs(Local(now).Date);

        public string Tell(DateTimeOffset now)
        {
            var local = Local(now);
            var windows = Rule.Week[local.DayOfWeek];
            var hours = windows.IsEmpty ? $"no calls on a {local.DayOfWeek}" : string.Join(" and ", windows);
            var minute = (int)(local.TimeOfDay.TickOfDay / NodaConstants.TicksPerMinute);
            var lastMinute = windows.Any(w => w.End - 1 == minute) ? ", nothing in the last 60 s" : "";
            var doubt = Rule.Verified ? "" : Rule.Authority == Authority.Secondary ? ", secondary source, unverified" : ", unverified";
            return string.Create(CultureInfo.InvariantCulture,
                $"{Regions.Name(Place)} by {Source}: {local.TimeOfDay:HH:mm:ss} on {local.DayOfWeek} {local.Date:yyyy-MM-dd} in {Hours.Zone.Id}, {hours}{lastMinute} [{Rule.Citation}{doubt}]");
        }

        private LocalDateTime Local(DateTimeOffset now) => Instant.FromDateTimeOffset(now).InZone(Hours.Zone).LocalDateTime;
    }
}
