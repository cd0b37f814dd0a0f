using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace LeadSail.Hours;

/// <summary>Random weeks on random clocks, near the edges, against a minute-by-minute scan of the system's clock.</summary>
public sealed class HoursProperties
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(3);

    private static readonly string[] Zones =
    [
        .. new[]
        {
            "America/New_York", "America/St_Johns", "America/Santiago", "Europe/London", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe",
            "Australia/Adelaide", "Pacific/Chatham", "Asia/Kathmandu", "America/Nuuk",
        }.Where(WallClock.Agrees),
    ];

    private static readonly Gen<TimeWindow> Window =
        from start in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 40)
        select new TimeWindow(start * 15, Math.Min((start + length) * 15, TimeWindow.EndOfDay));

    private static readonly Gen<WeeklyWindows> Week =
        from days in Window.ListOf(4).ListOf(7)
        from count in Gen.Choose(0, 4)
        select new WeeklyWindows(day => days[(int)day - 1].Take(count));

    private static readonly Gen<DateTimeOffset> NearAnEdge =
        from zone in Gen.Elements(Zones)
        from edge in Gen.Elements(Edges(zone))
        from minutes in Gen.Choose(-3000, 3000)
        select (edge + Duration.FromMinutes(minutes)).ToDateTimeOffset();

    [Fact]
    public void The_next_instant_is_the_first_minute_that_a_scan_finds()
    {
        Assert.True(Zones.Length > 7, string.Join(' ', Zones));
        var cases = from week in Week from other in Week from a in Gen.Elements(Zones) from b in Gen.Elements(Zones) from at in NearAnEdge select (week, other, a, b, at);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(120), Prop.ForAll(cases.ToArbitrary(), c =>
            HoursRules.NextInside([In(c.a, c.week), In(c.b, c.other)], c.at, Horizon) == Scan(c.at, at => Inside(c.week, c.a, at) && Inside(c.other, c.b, at))));
    }

    [Fact]
    public void An_instant_is_inside_when_its_wall_time_is()
    {
        var cases = from week in Week from zone in Gen.Elements(Zones) from at in NearAnEdge from seconds in Gen.Choose(0, 59) select (week, zone, at: at.AddSeconds(seconds));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(cases.ToArbitrary(), c => HoursRules.Contains(In(c.zone, c.week), c.at) == Inside(c.week, c.zone, c.at)));
    }

    private static Instant[] Edges(string zone) =>
    [
        .. DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(Instant.FromUtc(2024, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0)).Where(i => i.HasEnd).Select(i => i.End),
        Instant.FromUtc(2026, 6, 1, 0, 0),
    ];

    private static ZonedHours In(string zone, WeeklyWindows week) => new(DateTimeZoneProviders.Tzdb[zone], new HoursCalendar(week));

    private static bool Inside(WeeklyWindows week, string zone, DateTimeOffset at)
    {
        var local = WallClock.Local(zone, at);
        var day = local.DayOfWeek == DayOfWeek.Sunday ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)local.DayOfWeek;
        return week[day].Any(w => w.Start <= local.TimeOfDay.TotalMinutes && local.TimeOfDay.TotalMinutes < w.End);
    }

    private static DateTimeOffset? Scan(DateTimeOffset from, Func<DateTimeOffset, bool> inside)
    {
        for (var at = from; at <= from + Horizon; at = at.AddMinutes(1))
        {
            if (inside(at))
                return at;
        }
        return null;
    }
}
