using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Storage;

namespace LeadSail.Dialers;

public sealed class OpenHoursTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset Midnight = new(2026, 11, 18, 5, 0, 0, TimeSpan.Zero);

    private static readonly DueZone NewYork = new("America/New_York|US-NY@America/New_York", 1), Texas = new("America/Chicago|US-TX@America/Chicago,America/Denver", 1), Nowhere = new("", 1);

    private readonly OpenHours hours = new();

    public OpenHoursTests() => hours.Use(Campaign(1, "09:00", "18:00"));

    [Theory]
    [InlineData(0, 9)]
    [InlineData(8.999, 9)]
    [InlineData(9, 9)]
    [InlineData(17.99, 17.99)]
    [InlineData(18, 33)]
    public void They_open_at_the_next_hour_that_campaign_and_law_allow(double now, double opens) =>
        Assert.Equal(Midnight.AddHours(opens), hours.OpensAt(NewYork, Lane.New, Midnight.AddHours(now)));

    [Fact]
    public void A_callback_is_held_to_the_law_alone()
    {
        Assert.Equal(Midnight.AddHours(8), hours.OpensAt(NewYork, Lane.Callback, Midnight));
        Assert.Equal(Midnight.AddHours(19), hours.OpensAt(NewYork, Lane.Callback, Midnight.AddHours(19)));
    }

    [Fact]
    public void Every_clock_of_the_place_counts() =>
        Assert.Equal(Midnight.AddHours(11), hours.OpensAt(Texas, Lane.Callback, Midnight)); // nine in El Paso

    [Fact]
    public void Where_nobody_knows_the_place_they_never_open() => Assert.Equal(DateTimeOffset.MaxValue, hours.OpensAt(Nowhere, Lane.New, Midnight));

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    public void They_open_after_any_run_of_holidays(int days)
    {
        var first = new DateTime(2026, 11, 18);
        hours.Use(Campaign(2, "09:00", "18:00", [.. Enumerable.Range(0, days).Select(day => first.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))]));
        var opens = hours.OpensAt(NewYork, Lane.New, Midnight);
        Assert.InRange(opens, Midnight.AddDays(days), Midnight.AddDays(days + 7));
        Assert.Equal(opens, hours.OpensAt(NewYork, Lane.New, opens));
    }

    [Fact]
    public void A_step_narrows_them_and_other_settings_count_at_once()
    {
        Assert.Equal(Midnight.AddHours(17), hours.OpensAt(NewYork with { Attempt = 2 }, Lane.Retry, Midnight));
        hours.Use(Campaign(2, "12:00", "18:00"));
        Assert.Equal(Midnight.AddHours(12), hours.OpensAt(NewYork, Lane.New, Midnight));
    }

    private static CampaignState Campaign(long version, string start, string end, params ImmutableArray<string> holidays)
    {
        var window = new HourWindow { Start = start, End = end };
        return new CampaignState
        {
            Version = version,
            Settings = new CampaignSettings
            {
                AutoDialer = new AutoDialerSettings
                {
                    Holidays = holidays,
                    OperatingHours = new OperatingHours { Wednesday = [window], Thursday = [window] },
                    Sequence = [new SequenceStep(), new SequenceStep { Windows = [new HourWindow { Start = "17:00", End = "20:00" }] }],
                },
            },
        };
    }
}
