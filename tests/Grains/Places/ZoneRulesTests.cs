namespace LeadSail.Places;

public sealed class ZoneRulesTests
{
    private static readonly CalledPlace Everything = new() { Timezone = "America/Denver", TimezoneSource = "ip", Zip = "75201", State = "TX", AddressCountry = "US" };

    [Fact]
    public void All_sources_are_told_and_a_zone_that_nobody_entered_comes_last()
    {
        var sources = ZoneRules.Sources(Everything, "+12125550100");
        Assert.Equal([PlaceSourceKind.Address, PlaceSourceKind.Number, PlaceSourceKind.OtherTimeZone], sources.Select(s => s.Kind));
        Assert.Equal([["US-TX"], ["US-NY"], ["US"]], sources.Select(s => s.Area!.Places.ToArray()));
        Assert.Equal("America/Chicago", ZoneRules.LocalZone(Everything, "+12125550100"));
        Assert.Equal("America/New_York", ZoneRules.LocalZone(Everything with { Zip = null, State = null }, "+12125550100"));
        Assert.Equal("America/Denver", ZoneRules.LocalZone(Everything with { Zip = null, State = null }, "+18005550100"));
    }

    [Fact]
    public void A_zone_entered_by_a_user_comes_first()
    {
        var entered = Everything with { TimezoneSource = "user_input" };
        Assert.Equal(PlaceSourceKind.UserTimeZone, ZoneRules.Sources(entered, null)[0].Kind);
        Assert.Equal("America/Denver", ZoneRules.LocalZone(entered, null));
    }

    [Fact]
    public void With_nothing_given_there_is_no_source_and_no_local_zone()
    {
        var nothing = new CalledPlace { Timezone = " ", Country = "US" };
        Assert.Empty(ZoneRules.Sources(nothing, ""));
        Assert.Null(ZoneRules.LocalZone(nothing, null));
    }

    [Theory]
    [InlineData("Mars/Base", "which the IANA database does not know")]
    [InlineData("america/chicago", "which the IANA database does not know")]
    [InlineData("UTC", "which is no place")]
    public void A_time_zone_that_says_nothing_says_why(string zone, string why)
    {
        var source = Assert.Single(ZoneRules.Sources(new CalledPlace { Timezone = zone, TimezoneSource = "user_input" }, null));
        Assert.Null(source.Area);
        Assert.Contains(why, source.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("75201", "TX", null, "US-TX", "America/Chicago")]
    [InlineData(null, "TX", null, "US-TX", "America/Chicago America/Denver")]
    [InlineData("79901", null, "US", "US-TX", "America/Denver")]
    [InlineData("10001", "Florida", null, "US-NY US-FL", "America/New_York America/Chicago")]
    [InlineData("00000", "FL", null, "US-FL", "America/New_York America/Chicago")]
    [InlineData("H2X 1Y4", null, null, "CA-QC", "America/Toronto")]
    [InlineData("X0A 0H0", "Nunavut", "CA", "CA-NU", "America/Edmonton America/Iqaluit America/Rankin_Inlet America/Cambridge_Bay America/Atikokan")]
    [InlineData("10115", "WA", "DE", "DE", "Europe/Berlin Europe/Busingen")]
    [InlineData(null, null, "jm", "JM", "America/Jamaica")]
    [InlineData("10001", "", "United States", "US-NY", "America/New_York")]
    [InlineData("10001", "", "Germany", "DE", "Europe/Berlin Europe/Busingen")]
    [InlineData("00901", "San Juan", "PR", "US-PR", "America/Puerto_Rico")]
    public void An_address_is_read_by_postal_code_state_and_country(string? zip, string? state, string? country, string places, string zones)
    {
        var source = Assert.Single(ZoneRules.Sources(new CalledPlace { Zip = zip, State = state, Country = country }, null));
        Assert.Equal(PlaceSourceKind.Address, source.Kind);
        Assert.Equal(places.Split(' '), source.Area!.Places.ToArray());
        Assert.Equal(zones.Split(' '), source.Area.Zones.ToArray());
    }

    [Fact]
    public void The_country_of_the_address_counts_before_that_of_the_lead()
    {
        var source = Assert.Single(ZoneRules.Sources(new CalledPlace { AddressCountry = "FR", Country = "US", Zip = "75001" }, null));
        Assert.Equal(["FR"], source.Area!.Places.ToArray());
    }

    [Theory]
    [InlineData("09012", "AE", null)]
    [InlineData("75201", "TX", "Elbonia")]
    public void An_address_that_cannot_be_read_is_present_and_says_nothing(string zip, string state, string? country) =>
        Assert.Null(Assert.Single(ZoneRules.Sources(new CalledPlace { Zip = zip, State = state, Country = country }, null)).Area);

    [Theory]
    [InlineData("+18505550100", "area code 850", "US-FL")]
    [InlineData("+14165550100", "area code 416", "CA-ON")]
    [InlineData("+18765550100", "area code 876", "JM")]
    [InlineData("+442079460958", "country code +44", "GB")]
    [InlineData("+77015550100", "country code +77", "KZ")]
    [InlineData("+74955550100", "country code +7", "RU")]
    [InlineData("+18005550100", "area code 800, which is no place", null)]
    [InlineData("+12215550100", "area code 221, which is no place", null)]
    [InlineData("+881612345678", "country code +881, which is no place", null)]
    public void A_number_is_where_its_code_is(string phone, string words, string? place)
    {
        var source = Assert.Single(ZoneRules.Sources(new CalledPlace(), phone));
        Assert.Equal(words, source.Words);
        Assert.Equal(place, source.Area?.Places[0]);
    }
}
