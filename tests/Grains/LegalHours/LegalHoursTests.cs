using System.Globalization;
using LeadSail.Places;

namespace LeadSail.LegalHours;

/// <summary>Each rule of the table at its edges, in a winter week.</summary>
public sealed class LegalHoursTests
{
    private const string Monday = "2026-01-05", Saturday = "2026-01-10", Sunday = "2026-01-11";

    private static readonly CalledPlace Unknown = new();

    [Theory]
    [InlineData("NY", "-05:00", "08:00-21:00", "08:00-21:00", "08:00-21:00")]
    [InlineData("CA", "-08:00", "08:00-21:00", "08:00-21:00", "08:00-21:00")]
    [InlineData("PR", "-04:00", "08:00-21:00", "08:00-21:00", "08:00-21:00")]
    [InlineData("OK", "-06:00", "08:00-20:00", "08:00-20:00", "08:00-20:00")]
    [InlineData("MD", "-05:00", "08:00-20:00", "08:00-20:00", "08:00-20:00")]
    [InlineData("WA", "-08:00", "08:00-20:00", "08:00-20:00", "08:00-20:00")]
    [InlineData("AL", "-06:00", "08:00-20:00", "08:00-20:00", null)]
    [InlineData("LA", "-06:00", "08:00-20:00", "08:00-20:00", null)]
    [InlineData("MS", "-06:00", "08:00-20:00", "08:00-20:00", null)]
    [InlineData("CT", "-05:00", "09:00-20:00", "09:00-20:00", "09:00-20:00")]
    [InlineData("MA", "-05:00", "08:00-20:00", "08:00-20:00", "08:00-20:00")]
    [InlineData("MN", "-06:00", "09:00-21:00", "09:00-21:00", "09:00-21:00")]
    [InlineData("NM", "-07:00", "09:00-21:00", "09:00-21:00", "09:00-21:00")]
    [InlineData("Nova Scotia", "-04:00", "09:00-21:30", "10:00-18:00", "10:00-18:00")]
    public void A_state_is_called_inside_its_window_and_not_in_the_last_60_seconds(string state, string offset, string monday, string saturday, string? sunday)
    {
        var place = new CalledPlace { State = state };
        Edges(place, null, Monday, offset, monday);
        Edges(place, null, Saturday, offset, saturday);
        Edges(place, null, Sunday, offset, sunday);
    }

    [Theory]
    [InlineData("33101", "-05:00", "08:00-20:00", "08:00-20:00")]
    [InlineData("75201", "-06:00", "09:00-21:00", "12:00-21:00")]
    [InlineData("40202", "-05:00", "10:00-21:00", "10:00-21:00")]
    [InlineData("48201", "-05:00", "09:00-21:00", "09:00-21:00")]
    [InlineData("89101", "-08:00", "09:00-20:00", "09:00-20:00")]
    [InlineData("10001", "-05:00", "08:00-21:00", "08:00-21:00")]
    public void A_ZIP_of_one_clock_is_called_inside_the_window_of_its_state(string zip, string offset, string monday, string sunday)
    {
        Edges(new CalledPlace { Zip = zip }, null, Monday, offset, monday);
        Edges(new CalledPlace { Zip = zip }, null, Sunday, offset, sunday);
    }

    [Theory]
    [InlineData("+442079460958", "+00:00")]
    [InlineData("+33155550100", "+01:00")]
    [InlineData("+18765550100", "-05:00")]
    public void Elsewhere_the_house_rule_counts(string phone, string offset)
    {
        Edges(Unknown, phone, Monday, offset, "08:00-21:00");
        Edges(Unknown, phone, Sunday, offset, "08:00-21:00");
        Assert.Contains("[house rule]", LegalHoursRules.Check(Unknown, phone, At($"{Monday}T12:00:00{offset}")).Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/Chicago", "-06:00", "08:00-21:00")]
    [InlineData("US/Central", "-06:00", "08:00-21:00")]
    [InlineData("America/Toronto", "-05:00", "09:00-21:30")]
    [InlineData("Europe/Berlin", "+01:00", "08:00-21:00")]
    public void A_time_zone_alone_gives_its_country(string zone, string offset, string monday) =>
        Edges(new CalledPlace { Timezone = zone }, null, Monday, offset, monday);

    [Theory]
    [InlineData("+18505550100", "2026-01-05T19:58:59-05:00", true)] // Tallahassee; in Pensacola it is an hour earlier
    [InlineData("+18505550100", "2026-01-05T19:59:00-05:00", false)]
    [InlineData("+18505550100", "2026-01-05T08:59:59-05:00", false)]
    [InlineData("+18505550100", "2026-01-05T09:00:00-05:00", true)]
    [InlineData("+12085550100", "2026-01-05T08:59:59-07:00", false)] // Boise; in Coeur d'Alene it is an hour earlier
    [InlineData("+12085550100", "2026-01-05T09:00:00-07:00", true)]
    public void An_area_code_on_two_clocks_is_called_only_when_both_allow(string phone, string at, bool allowed) =>
        Assert.Equal(allowed, LegalHoursRules.Check(Unknown, phone, At(at)).Allowed);

    [Fact]
    public void States_by_address_and_by_area_code_both_apply_when_they_differ()
    {
        var dallas = new CalledPlace { State = "TX", Zip = "75201" };
        Assert.True(LegalHoursRules.Check(dallas, "+12125550100", At($"{Sunday}T12:00:00-06:00")).Allowed);
        Assert.False(LegalHoursRules.Check(dallas, "+12125550100", At($"{Sunday}T11:59:59-06:00")).Allowed);
        var late = LegalHoursRules.Check(dallas, "+12125550100", At($"{Sunday}T20:30:00-06:00"));
        Assert.False(late.Allowed);
        Assert.Equal("Outside legal hours: New York by area code 212: 21:30:00 on Sunday 2026-01-11 in America/New_York, 08:00–21:00 [47 CFR 64.1200(c)(1)].", late.Evidence);
        Assert.Equal(At("2026-01-12T09:00:00-06:00"), late.NextAt);
    }

    [Fact]
    public void A_wrong_time_zone_of_the_lead_narrows_and_never_widens()
    {
        var place = new CalledPlace { Timezone = "Pacific/Honolulu", TimezoneSource = "user_input" };
        Assert.False(LegalHoursRules.Check(place, "+12125550100", At($"{Monday}T12:59:59-05:00")).Allowed);
        Assert.True(LegalHoursRules.Check(place, "+12125550100", At($"{Monday}T13:00:00-05:00")).Allowed);
        Assert.False(LegalHoursRules.Check(place, "+12125550100", At($"{Monday}T21:00:00-05:00")).Allowed);
    }

    [Theory]
    [InlineData(null, null, null, "no time zone, address or number is given")]
    [InlineData("+18005550100", null, null, "area code 800, which is no place")]
    [InlineData("+18005550100", "Mars/Base", "09012", "time zone 'Mars/Base', which the IANA database does not know")]
    [InlineData("+881612345678", "UTC", null, "time zone UTC, which is no place")]
    public void Nobody_knowing_the_place_is_a_no(string? phone, string? zone, string? zip, string why)
    {
        var place = new CalledPlace { Timezone = zone, Zip = zip, Country = "US" };
        var noon = At($"{Monday}T12:00:00-05:00");
        var verdict = LegalHoursRules.Check(place, phone, noon);
        Assert.False(verdict.Allowed);
        Assert.False(verdict.PlaceKnown);
        Assert.Null(verdict.NextAt);
        Assert.StartsWith("ZONE_UNKNOWN", verdict.Evidence, StringComparison.Ordinal);
        Assert.Contains(why, verdict.Evidence, StringComparison.Ordinal);
        Assert.Null(LegalHoursRules.NextAllowed(place, phone, noon));
        // so that whoever intersects them with other hours gets nothing, rather than everything
        Assert.NotEmpty(LegalHoursRules.Hours(place, phone));
    }

    [Fact]
    public void A_source_that_says_nothing_is_named_beside_the_one_that_counts()
    {
        var verdict = LegalHoursRules.Check(new CalledPlace { State = "AL" }, "+18005550100", At($"{Sunday}T12:00:00-06:00"));
        Assert.Equal("Outside legal hours: Alabama by state AL: 12:00:00 on Sunday 2026-01-11 in America/Chicago, no calls on a Sunday "
            + "[dropcowboy.com/state-compliance, Alabama, 1 Nov 2025, secondary source, unverified] (not used: area code 800, which is no place).", verdict.Evidence);
        Assert.Equal(At("2026-01-12T08:00:00-06:00"), verdict.NextAt);
        Assert.Equal(LegalTable.Version, verdict.Version);
    }

    [Fact]
    public void The_last_minute_is_told_as_such() => Assert.Contains(
        "20:59:30 on Monday 2026-01-05 in America/New_York, 08:00–21:00, nothing in the last 60 s [",
        LegalHoursRules.Check(Unknown, "+12125550100", At($"{Monday}T20:59:30-05:00")).Evidence, StringComparison.Ordinal);

    [Fact]
    public void Of_many_clocks_three_are_told()
    {
        var verdict = LegalHoursRules.Check(Unknown, "+18675550100", At($"{Monday}T08:00:00Z"));
        Assert.False(verdict.Allowed);
        Assert.Equal(3, verdict.Evidence.Split("[CRTC").Length - 1);
        Assert.Contains("; and 15 more.", verdict.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_whose_hours_never_meet_are_never_called()
    {
        // 08–21 is 02:30–15:30Z in India, 11–24Z in most of Brazil, 19–08Z in New Zealand
        var verdict = LegalHoursRules.Check(new CalledPlace { Timezone = "Asia/Kolkata", AddressCountry = "BR" }, "+64212345678", At($"{Monday}T12:00:00Z"));
        Assert.False(verdict.Allowed);
        Assert.True(verdict.PlaceKnown);
        Assert.Null(verdict.NextAt);
    }

    [Theory]
    [InlineData("FL", "+12125550100", true)]
    [InlineData("OK", null, true)]
    [InlineData("Maryland", null, true)]
    [InlineData("TX", "+13055550100", true)]
    [InlineData("TX", "+12125550100", false)]
    public void Three_states_cap_the_calls_to_a_number_at_3_in_24_hours(string state, string? phone, bool capped)
    {
        var cap = LegalHoursRules.CapFor(new CalledPlace { State = state }, phone, At($"{Monday}T12:00:00Z"));
        Assert.Equal(capped ? (3, 24) : null, cap is null ? ((int, int)?)null : (cap.Calls, cap.Hours));
    }

    [Fact]
    public void A_rule_counts_from_its_effective_date_in_the_zone_of_the_called_person()
    {
        Assert.Null(LegalHoursRules.CapFor(Unknown, "+13055550100", At("2021-06-30T23:59:59-04:00")));
        Assert.NotNull(LegalHoursRules.CapFor(Unknown, "+13055550100", At("2021-07-01T00:00:00-04:00")));
        Assert.True(LegalHoursRules.Check(Unknown, "+13055550100", At("2021-06-30T20:30:00-04:00")).Allowed);
        Assert.False(LegalHoursRules.Check(Unknown, "+13055550100", At("2021-07-01T20:30:00-04:00")).Allowed);
    }

    [Theory]
    // New York moves to daylight time on Sunday 2026-03-08, back on Sunday 2026-11-01
    [InlineData("2026-03-07T20:59:00-05:00", "2026-03-08T08:00:00-04:00")]
    [InlineData("2026-03-08T07:59:59-04:00", "2026-03-08T08:00:00-04:00")]
    [InlineData("2026-10-31T20:59:00-04:00", "2026-11-01T08:00:00-05:00")]
    [InlineData("2026-11-01T07:59:59-05:00", "2026-11-01T08:00:00-05:00")]
    public void The_morning_after_a_clock_change_begins_at_its_own_eight(string from, string next) =>
        Assert.Equal(At(next), LegalHoursRules.NextAllowed(Unknown, "+12125550100", At(from)));

    [Fact]
    public void British_Columbia_no_longer_changes_its_clock() =>
        Assert.True(LegalHoursRules.Check(new CalledPlace { Zip = "V6B 1A1", State = "BC" }, "+16045550100", At("2026-12-07T16:30:00Z")).Allowed);

    private static void Edges(CalledPlace place, string? phone, string day, string offset, string? window)
    {
        if (window is null)
        {
            Assert.All(Enumerable.Range(0, 24), hour => Assert.False(LegalHoursRules.Check(place, phone, At($"{day}T{hour:00}:30:00{offset}")).Allowed));
            return;
        }
        var (first, last) = (At($"{day}T{window[..5]}:00{offset}"), At($"{day}T{window[6..]}:00{offset}"));
        Assert.False(LegalHoursRules.Check(place, phone, first.AddTicks(-1)).Allowed);
        Assert.True(LegalHoursRules.Check(place, phone, first).Allowed);
        Assert.True(LegalHoursRules.Check(place, phone, last.AddSeconds(-61)).Allowed);
        Assert.True(LegalHoursRules.Check(place, phone, last.AddSeconds(-60).AddTicks(-1)).Allowed);
        Assert.False(LegalHoursRules.Check(place, phone, last.AddSeconds(-60)).Allowed);
        Assert.False(LegalHoursRules.Check(place, phone, last).Allowed);
        Assert.Equal(first, LegalHoursRules.NextAllowed(place, phone, first.AddHours(-1)));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
