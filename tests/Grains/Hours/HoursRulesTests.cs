using System.Globalization;
using NodaTime;

namespace LeadSail.Hours;

public sealed class HoursRulesTests
{
    [Theory]
    // New York springs forward on 2026-03-08 at 02:00 EST = 07:00Z, and falls back on 2026-11-01 at 02:00 EDT = 06:00Z
    [InlineData("America/New_York", "2026-03-08T06:29:59Z", "2026-03-08T06:30:00Z")]
    [InlineData("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T06:59:59Z")]
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", "2026-03-09T05:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T05:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T07:29:59Z", "2026-11-01T07:29:59Z")]
    [InlineData("America/New_York", "2026-11-01T07:30:00Z", "2026-11-02T06:30:00Z")]
    // Lord Howe's clock moves by half an hour: back on 2026-04-05 at 02:00 (+11) = 2026-04-04T15:00Z, forward on 2026-10-04 at 02:00 (+10:30) = 2026-10-03T15:30Z
    [InlineData("Australia/Lord_Howe", "2026-04-04T14:30:00Z", "2026-04-04T14:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-04T15:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T15:59:59Z", "2026-04-04T15:59:59Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T16:00:00Z", "2026-04-05T15:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-03T15:29:59Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04T14:30:00Z")]
    // Santiago has no midnight on 2026-09-06: 24:00 (-4) = 04:00Z is 01:00 (-3)
    [InlineData("America/Santiago", "2026-09-06T04:00:00Z", "2026-09-06T04:30:00Z")]
    [InlineData("Asia/Kolkata", "2026-06-01T00:00:00Z", "2026-06-01T20:00:00Z")]
    public void The_next_instant_follows_the_wall_clock_over_both_edges(string zone, string from, string next)
    {
        var hours = In(zone, EveryDay("01:30-02:30"));
        Assert.Equal(At(next), HoursRules.NextInside([hours], At(from)));
        Assert.Equal(from == next, HoursRules.Contains(hours, At(from)));
        Assert.True(HoursRules.Contains(hours, At(next)));
    }

    [Fact]
    public void A_window_that_the_clock_skips_is_missed_that_day() =>
        Assert.Equal(At("2026-03-09T06:15:00Z"), HoursRules.NextInside([In("America/New_York", EveryDay("02:15-02:45"))], At("2026-03-08T05:00:00Z")));

    [Fact]
    public void Windows_of_a_day_that_touch_or_overlap_are_one()
    {
        var week = EveryDay("13:00-24:00", "09:00-12:00", "11:00-13:00");
        Assert.Equal("09:00–24:00", Assert.Single(week[IsoDayOfWeek.Sunday]).ToString());
    }

    [Fact]
    public void A_window_to_24_00_runs_into_the_next_days_first()
    {
        var hours = In("America/Chicago", EveryDay("00:00-01:00", "22:00-24:00"));
        Assert.True(HoursRules.Contains(hours, At("2026-06-02T04:59:59Z")));
        Assert.True(HoursRules.Contains(hours, At("2026-06-02T05:00:00Z")));
        Assert.False(HoursRules.Contains(hours, At("2026-06-02T06:00:00Z")));
        Assert.Equal(At("2026-06-03T03:00:00Z"), HoursRules.NextInside([hours], At("2026-06-02T06:00:00Z")));
    }

    [Fact]
    public void A_holiday_is_closed_on_its_local_date_only()
    {
        var calendar = new HoursCalendar(EveryDay("09:00-18:00")) { Closed = [new LocalDate(2026, 12, 25)] };
        var hours = new ZonedHours(DateTimeZoneProviders.Tzdb["Pacific/Auckland"], calendar);
        Assert.True(HoursRules.Contains(hours, At("2026-12-24T04:59:59Z")));
        Assert.Equal(At("2026-12-25T20:00:00Z"), HoursRules.NextInside([hours], At("2026-12-24T05:00:00Z")));
    }

    [Fact]
    public void A_calendar_restricts_only_the_dates_that_it_governs()
    {
        var calendar = new HoursCalendar(WeeklyWindows.Never) { From = new LocalDate(2026, 7, 1), Until = new LocalDate(2026, 7, 3) };
        var hours = new ZonedHours(DateTimeZoneProviders.Tzdb["America/New_York"], calendar);
        Assert.True(HoursRules.Contains(hours, At("2026-07-01T03:59:59Z")));
        Assert.Equal(At("2026-07-03T04:00:00Z"), HoursRules.NextInside([hours], At("2026-07-01T04:00:00Z")));
    }

    [Fact]
    public void Several_hours_are_met_together_in_any_order()
    {
        ZonedHours[] coasts = [In("America/New_York", EveryDay("08:00-21:00")), In("Pacific/Honolulu", EveryDay("08:00-21:00"))];
        Assert.Equal(At("2026-06-02T18:00:00Z"), HoursRules.NextInside(coasts, At("2026-06-02T01:00:00Z")));
        Assert.Equal(At("2026-06-02T18:00:00Z"), HoursRules.NextInside([coasts[1], coasts[0]], At("2026-06-02T01:00:00Z")));
    }

    [Fact]
    public void Hours_that_never_meet_have_no_next_instant()
    {
        ZonedHours[] apart = [In("America/Chicago", EveryDay("08:00-12:00")), In("America/Chicago", EveryDay("12:00-21:00"))];
        Assert.Null(HoursRules.NextInside(apart, At("2026-06-02T01:00:00Z")));
        Assert.Null(HoursRules.NextInside([In("America/Chicago", WeeklyWindows.Never)], At("2026-06-02T01:00:00Z")));
    }

    [Fact]
    public void The_horizon_is_inclusive_and_nothing_after_it_is_found()
    {
        var hours = In("America/Chicago", EveryDay("08:00-12:00"));
        Assert.Equal(At("2026-06-02T13:00:00Z"), HoursRules.NextInside([hours], At("2026-06-02T12:00:00Z"), TimeSpan.FromHours(1)));
        Assert.Null(HoursRules.NextInside([hours], At("2026-06-02T12:00:00Z"), TimeSpan.FromMinutes(59)));
    }

    [Theory]
    [InlineData("09:00", "09:00")]
    [InlineData("10:00", "09:00")]
    [InlineData("9:00", "10:00")]
    [InlineData("09:60", "10:00")]
    [InlineData("09:00", "24:01")]
    [InlineData("09:00", "25:00")]
    [InlineData("+9:00", "10:00")]
    [InlineData(null, "10:00")]
    public void What_is_no_window_is_not_read(string? start, string? end) => Assert.Null(TimeWindow.TryParse(start, end));

    private static WeeklyWindows EveryDay(params string[] windows) =>
        WeeklyWindows.EveryDay([.. windows.Select(w => TimeWindow.TryParse(w[..5], w[6..])!.Value)]);

    private static ZonedHours In(string zone, WeeklyWindows week) => new(DateTimeZoneProviders.Tzdb[zone], new HoursCalendar(week));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
