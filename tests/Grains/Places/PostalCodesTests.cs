namespace LeadSail.Places;

public sealed class PostalCodesTests
{
    [Theory]
    [InlineData("10001", "US-NY", "America/New_York")]
    [InlineData("75201", "US-TX", "America/Chicago")]
    [InlineData("75201-1234", "US-TX", "America/Chicago")]
    [InlineData("752011234", "US-TX", "America/Chicago")]
    [InlineData("79901", "US-TX", "America/Denver")]
    [InlineData("79835", "US-TX", "America/Denver America/Chicago")]
    [InlineData("32401", "US-FL", "America/Chicago America/New_York")]
    [InlineData("32501", "US-FL", "America/Chicago")]
    [InlineData("33101", "US-FL", "America/New_York")]
    [InlineData("46402", "US-IN", "America/Chicago")]
    [InlineData("47708", "US-IN", "America/Chicago")]
    [InlineData("46204", "US-IN", "America/Indiana/Indianapolis")]
    [InlineData("49801", "US-MI", "America/Detroit America/Chicago")]
    [InlineData("37402", "US-TN", "America/New_York")]
    [InlineData("37203", "US-TN", "America/Chicago")]
    [InlineData("42101", "US-KY", "America/Chicago")]
    [InlineData("40202", "US-KY", "America/New_York")]
    [InlineData("58601", "US-ND", "America/Denver America/Chicago")]
    [InlineData("57701", "US-SD", "America/Denver")]
    [InlineData("69101", "US-NE", "America/Chicago America/Denver")]
    [InlineData("67735", "US-KS", "America/Chicago America/Denver")]
    [InlineData("83702", "US-ID", "America/Boise")]
    [InlineData("83814", "US-ID", "America/Los_Angeles")]
    [InlineData("97914", "US-OR", "America/Boise America/Los_Angeles")]
    [InlineData("85001", "US-AZ", "America/Phoenix")]
    [InlineData("86515", "US-AZ", "America/Denver America/Phoenix")]
    [InlineData("89883", "US-NV", "America/Los_Angeles America/Denver")]
    [InlineData("99546", "US-AK", "America/Anchorage America/Adak")]
    [InlineData("96813", "US-HI", "Pacific/Honolulu")]
    [InlineData("96799", "US-AS", "Pacific/Pago_Pago")]
    [InlineData("96910", "US-GU", "Pacific/Guam")]
    [InlineData("96950", "US-MP", "Pacific/Saipan")]
    [InlineData("00901", "US-PR", "America/Puerto_Rico")]
    [InlineData("00802", "US-VI", "America/St_Thomas")]
    [InlineData("06390", "US-NY", "America/New_York")]
    [InlineData("K1A 0B1", "CA-ON", "America/Toronto")]
    [InlineData("k1a0b1", "CA-ON", "America/Toronto")]
    [InlineData("P9N", "CA-ON", "America/Toronto America/Winnipeg America/Atikokan")]
    [InlineData("A1A 1A1", "CA-NL", "America/St_Johns America/Goose_Bay")]
    [InlineData("S4P 3Y2", "CA-SK", "America/Regina America/Edmonton")]
    public void A_code_has_its_state_and_zones(string code, string place, string zones)
    {
        var area = PostalCodes.Find(code)!;
        Assert.Equal([place], area.Places.ToArray());
        Assert.Equal(zones.Split(' '), area.Zones.ToArray());
    }

    [Theory]
    [InlineData("09012")]
    [InlineData("34002")]
    [InlineData("96201")]
    [InlineData("00000")]
    [InlineData("2139")]
    [InlineData("SW1A 1AA")]
    [InlineData("D1A 1A1")]
    [InlineData("1234X")]
    [InlineData("")]
    public void Military_unassigned_and_foreign_codes_are_no_place(string code) => Assert.Null(PostalCodes.Find(code));

    [Fact]
    public void A_code_names_only_zones_of_its_state_except_where_a_town_keeps_the_clock_of_its_neighbours()
    {
        Assert.Equal(["368"], PostalCodes.All.Where(p => p.Value.Zones.Except(p.Value.Places.SelectMany(s => (s.Contains('-', StringComparison.Ordinal) ? Regions.Find(s) : Countries.Find(s))!.Zones)).Any()).Select(p => p.Key));
        var places = PostalCodes.All.Values.SelectMany(a => a.Places).ToHashSet();
        Assert.Empty(Regions.All.Except(places));
    }
}
