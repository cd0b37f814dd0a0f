namespace LeadSail.Calls;

public sealed class CallbackRulesTests
{
    private const string NewYork = "America/New_York";
    private static readonly DateTimeOffset Now = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-09T10:00", "2026-03-09T14:00:00Z")]
    [InlineData("2026-03-09 10:00", "2026-03-09T14:00:00Z")]
    [InlineData("2026-03-09T10:00:30", "2026-03-09T14:00:30Z")]
    [InlineData("2026-03-09 10:00:30", "2026-03-09T14:00:30Z")]
    [InlineData("2026-03-09T10:00:30.250", "2026-03-09T14:00:30.250Z")]
    [InlineData("  2026-03-09T10:00\n", "2026-03-09T14:00:00Z")]
    public void A_time_without_zone_is_the_lead_s_own(string noted, string expected) => Assert.Equal(At(expected), CallbackRules.Read(noted, NewYork, Now));

    [Theory]
    [InlineData("2026-03-09T10:00:00Z", "2026-03-09T10:00:00Z")]
    [InlineData("2026-03-09T10:00Z", "2026-03-09T10:00:00Z")]
    [InlineData("2026-03-09T10:00:00.5Z", "2026-03-09T10:00:00.5Z")]
    [InlineData("2026-03-09T10:00:00+02:00", "2026-03-09T08:00:00Z")]
    [InlineData("2026-03-09T10:00-07:00", "2026-03-09T17:00:00Z")]
    [InlineData("2026-03-09 10:00:00 +0530", "2026-03-09T04:30:00Z")]
    public void A_time_with_a_zone_is_that_instant(string noted, string expected)
    {
        Assert.Equal(At(expected), CallbackRules.Read(noted, NewYork, Now));
        Assert.Equal(TimeSpan.Zero, CallbackRules.Read(noted, NewYork, Now)!.Value.Offset);
    }

    [Theory]
    [InlineData("2026-03-08T02:30", "2026-03-08T07:30:00Z")] // skipped: 03:30 summer time
    [InlineData("2026-11-01T01:30", "2026-11-01T05:30:00Z")] // twice: the summer one
    public void At_a_change_of_the_clock_a_skipped_time_moves_on_and_of_two_the_earlier_counts(string noted, string expected) =>
        Assert.Equal(At(expected), CallbackRules.Read(noted, NewYork, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tomorrow at ten")]
    [InlineData("2026-03-09")]
    [InlineData("10:00Z")]
    [InlineData("23:59+00:00")]
    [InlineData("Monday 10:00 -05:00")]
    [InlineData("2026-02-30T10:00")]
    [InlineData("2026-03-09T25:00Z")]
    [InlineData("2026-03-07T06:59:59")]
    [InlineData("2026-03-07T12:00:00Z")]
    [InlineData("2019-03-07T12:00:00Z")]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("9999-12-31T23:59:59-12:00")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("-0001-01-01T00:00")]
    public void What_cannot_be_read_or_is_not_in_the_future_is_no_time(string? noted)
    {
        Assert.Null(CallbackRules.Read(noted, NewYork, Now));
        Assert.Null(CallbackRules.Read(noted, "Pacific/Kiritimati", Now));
    }

    [Fact]
    public void A_zone_that_does_not_exist_reads_as_UTC() => Assert.Equal(At("2026-03-09T10:00:00Z"), CallbackRules.Read("2026-03-09T10:00", "Mars/Olympus", Now));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, null);
}
