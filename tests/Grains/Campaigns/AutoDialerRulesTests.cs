using LeadSail.Leads;
using NodaTime;

namespace LeadSail.Campaigns;

public sealed class AutoDialerRulesTests
{
    private static readonly AutoDialerSettings Defaults = new();

    [Fact]
    public void The_defaults_are_those_of_the_specification_and_without_fault()
    {
        Assert.Empty(AutoDialerRules.Faults(Defaults));
        Assert.False(Defaults.Active);
        Assert.Equal([0, 120, 1440], Defaults.Sequence.Select(step => step.AfterMinutes));
        Assert.Equal((15, null), (Defaults.ByOutcome.Busy?.AfterMinutes, Defaults.ByOutcome.Voicemail));
        Assert.Equal((6, 3, 10, 30, 0), (Defaults.MaxAttempts, Defaults.MaxAttemptsPerDay, Defaults.MaxConcurrentCalls, Defaults.CallsPerMinute, Defaults.MinGapMinutes));
        Assert.Equal([Lane.First, Lane.Callback, Lane.New, Lane.Retry], Defaults.Lanes.ToArray());
    }

    [Fact]
    public void Every_fault_is_told_with_its_field()
    {
        var settings = Defaults with
        {
            Timezone = "Mars/Olympus",
            OperatingHours = Hours(Window("09:00", "12:00"), Window("11:59", "13:00"), Window("15:00", "14:00")),
            Holidays = ["2026-02-30", "2026-12-25", "2026-12-25"],
            Sequence = [new(), new() { Windows = [Window("17:00", "17:00")] }],
            MinGapMinutes = 20,
            ByOutcome = new OutcomeDelays { Busy = new OutcomeDelay { AfterMinutes = 15 }, NoAnswer = new OutcomeDelay { AfterMinutes = 20 } },
            RetryOn = [RetryOutcome.Busy, RetryOutcome.Busy],
            ExcludedStatuses = [LeadStatus.Dnc, LeadStatus.Dnc],
            Lanes = [Lane.New, Lane.New],
        };
        Assert.Equal(
        [
            "autoDialer.timezone: must be an IANA time zone such as America/New_York",
            "autoDialer.operatingHours.monday[1]: overlaps another window of the day",
            "autoDialer.operatingHours.monday[2]: must start before it ends",
            "autoDialer.holidays[0]: must be a date as YYYY-MM-DD",
            "autoDialer.sequence[1].windows[0]: must start before it ends",
            "autoDialer.byOutcome.busy.afterMinutes: must not be below minGapMinutes (20)",
            "autoDialer.retryOn: names a value twice",
            "autoDialer.excludedStatuses: names a value twice",
            "autoDialer.lanes: names a value twice",
            "autoDialer.holidays: names a value twice",
        ], AutoDialerRules.Faults(settings).ToArray());
    }

    [Fact]
    public void Windows_may_touch_and_come_in_any_order() =>
        Assert.Empty(AutoDialerRules.Faults(Defaults with { OperatingHours = Hours(Window("13:00", "24:00"), Window("09:00", "13:00")) }));

    [Fact]
    public void Hours_that_never_open_are_refused() =>
        Assert.Equal(["autoDialer.operatingHours: are never open: no lead would ever be called"], AutoDialerRules.Faults(Defaults with { OperatingHours = Hours() }).ToArray());

    [Theory]
    [InlineData("22:00", "24:00", true)]
    [InlineData("00:00", "08:00", true)]
    [InlineData("00:00", "08:01", false)]
    public void Hours_that_are_lawful_nowhere_are_refused(string start, string end, bool refused) => Assert.Equal(
        refused ? ["autoDialer.operatingHours: lie outside the legal hours of every place: no lead would ever be called"] : [],
        AutoDialerRules.Faults(Defaults with { OperatingHours = Hours(Window(start, end)) }).ToArray());

    [Fact]
    public void A_step_whose_windows_never_meet_the_hours_is_refused() => Assert.Equal(
        ["autoDialer.sequence[1].windows: never meet the operating and legal hours: no lead would ever have attempt 2"],
        AutoDialerRules.Faults(Defaults with { Sequence = [new(), new() { Windows = [Window("18:00", "20:00")] }, new() { Windows = [Window("17:00", "20:00")] }] }).ToArray());

    [Fact]
    public void A_step_narrows_the_hours_of_its_attempt_and_the_last_one_repeats()
    {
        var settings = Defaults with { Holidays = ["2026-12-25"], Sequence = [new(), new() { Windows = [Window("17:00", "20:00")] }] };
        var friday = new LocalDate(2026, 12, 25);
        Assert.Equal("09:00–18:00", string.Join(' ', AutoDialerRules.Hours(settings, 1).On(friday.PlusDays(-7))));
        foreach (var attempt in (int[])[2, 3, 50])
        {
            Assert.Equal("17:00–18:00", string.Join(' ', AutoDialerRules.Hours(settings, attempt).On(friday.PlusDays(-7))));
            Assert.Empty(AutoDialerRules.Hours(settings, attempt).On(friday));
            Assert.Empty(AutoDialerRules.Hours(settings, attempt).On(friday.PlusDays(1)));
        }
    }

    [Fact]
    public void A_lane_that_is_left_out_is_served_after_the_others() =>
        Assert.Equal([Lane.Retry, Lane.First, Lane.Callback, Lane.New], AutoDialerRules.Lanes(Defaults with { Lanes = [Lane.Retry] }).ToArray());

    private static HourWindow Window(string start, string end) => new() { Start = start, End = end };

    private static OperatingHours Hours(params HourWindow[] monday) => new() { Monday = [.. monday] };
}
