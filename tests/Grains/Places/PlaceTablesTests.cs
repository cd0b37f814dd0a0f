using NodaTime;
using NodaTime.TimeZones;

namespace LeadSail.Places;

public sealed class PlaceTablesTests
{
    private static readonly string[] Nobody = ["AQ", "GS", "PN", "TF", "UM"];

    [Fact]
    public void Every_zone_of_every_table_exists_and_stands_once()
    {
        var areas = Regions.All.Select(p => Regions.Find(p)!).Concat(Countries.All.Select(c => c.Value)).Concat(PostalCodes.All.Values);
        Assert.All(areas, area =>
        {
            Assert.NotEmpty(area.Zones);
            Assert.Equal(area.Zones.Distinct(), area.Zones);
            Assert.All(area.Zones, zone => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)));
        });
    }

    [Fact]
    public void A_country_has_exactly_the_zones_that_the_time_zone_database_gives_it()
    {
        var expected = TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(l => l.CountryCode, l => l.ZoneId);
        var ours = Countries.All.ToDictionary(c => c.Key, c => c.Value.Zones.Order());
        Assert.Equal(expected.Select(e => e.Key).Append("XK").Order(), ours.Keys.Order());
        Assert.All(expected, country => Assert.Equal(country.Order(), ours[country.Key]));
    }

    [Fact]
    public void Every_clock_of_the_US_and_Canada_is_kept_by_one_of_their_states_on_it()
    {
        var from = Instant.FromUtc(2024, 1, 1, 0, 0);
        var until = Instant.FromUtc(2031, 1, 1, 0, 0);
        var kept = Regions.All.SelectMany(p => Regions.Find(p)!.Zones).Distinct().Select(z => Clock(z)).ToHashSet();
        Assert.All(Countries.Find("US")!.Zones.Concat(Countries.Find("CA")!.Zones), zone => Assert.Contains(Clock(zone), kept));

        string Clock(string zone) => string.Join(' ', DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(from, until).Select(i => $"{i.WallOffset}@{(i.HasEnd ? i.End : Instant.MaxValue)}"));
    }

    [Theory]
    [InlineData("TX", "US-TX")]
    [InlineData("tx", "US-TX")]
    [InlineData(" Texas ", "US-TX")]
    [InlineData("NEW YORK", "US-NY")]
    [InlineData("District of Columbia", "US-DC")]
    [InlineData("CA", "US-CA")]
    [InlineData("ontario", "CA-ON")]
    [InlineData("QC", "CA-QC")]
    [InlineData("Québec", "CA-QC")]
    [InlineData("Puerto Rico", "US-PR")]
    public void A_state_goes_by_code_and_name(string text, string place) => Assert.Equal([place], Regions.Find(text)!.Places.ToArray());

    [Theory]
    [InlineData("AE")]
    [InlineData("XX")]
    [InlineData("Bavaria")]
    [InlineData("")]
    public void What_is_no_state_is_not_found(string text) => Assert.Null(Regions.Find(text));

    [Theory]
    [InlineData("7", "RU", 26)]
    [InlineData("77", "KZ", 7)]
    [InlineData("76", "KZ", 7)]
    [InlineData("61", "AU", 12)]
    [InlineData("6189164", "CX", 1)]
    [InlineData("55", "BR", 16)]
    [InlineData("52", "MX", 12)]
    [InlineData("62", "ID", 4)]
    [InlineData("262269", "YT", 1)]
    [InlineData("44", "GB", 4)]
    public void A_calling_code_has_all_zones_of_its_countries(string prefix, string country, int zones)
    {
        var area = CallingCodes.Find(prefix)!;
        Assert.Equal(country, area.Places[0]);
        Assert.Equal(zones, area.Zones.Length);
    }

    [Theory]
    [InlineData("881")]
    [InlineData("888")]
    [InlineData("6721")]
    [InlineData("210")]
    public void A_calling_code_of_no_country_is_no_place(string prefix) => Assert.Null(CallingCodes.Find(prefix));

    [Fact]
    public void Every_country_with_people_has_a_calling_code()
    {
        var called = CallingCodes.All.Values.SelectMany(c => c).ToHashSet();
        Assert.Empty(Countries.All.Select(c => c.Key).Except(called).Except(Nobody));
        Assert.All(called, country => Assert.NotNull(Countries.Find(country)));
    }

    [Theory]
    [InlineData("America/Chicago", "US")]
    [InlineData("US/Central", "US")]
    [InlineData("America/Indianapolis", "US")]
    [InlineData("America/Puerto_Rico", "US-PR")]
    [InlineData("Pacific/Guam", "US-GU")]
    [InlineData("Canada/Eastern", "CA")]
    [InlineData("America/Montreal", "CA")]
    [InlineData("Europe/Berlin", "DE")]
    [InlineData("Europe/Amsterdam", "NL")]
    [InlineData("Asia/Calcutta", "IN")]
    [InlineData("UTC", null)]
    [InlineData("Etc/GMT+5", null)]
    public void A_zone_is_kept_by_a_country(string zone, string? place) => Assert.Equal(place, Countries.PlaceOfZone(zone));
}
