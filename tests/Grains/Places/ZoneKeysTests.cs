using FsCheck;
using FsCheck.Fluent;
using LeadSail.LegalHours;

namespace LeadSail.Places;

public sealed class ZoneKeysTests
{
    private static readonly Gen<(CalledPlace Place, string? Phone)> People =
        from code in Gen.Elements(AreaCodes.All.Keys.Append("800").Order().ToArray())
        from abroad in Gen.Elements("+442079460958", "+74955550100", "+61255550100", "+8811234567")
        from country in Gen.Elements(Countries.All.Select(country => country.Key).Order().ToArray())
        from state in Gen.Elements(Regions.All.Order().Append("Atlantis").ToArray())
        from zip in Gen.Elements(PostalCodes.All.Keys.Where(k => k.Length == 3).Append("000").Order().ToArray())
        from zone in Gen.Elements("America/New_York", "US/Central", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe", "UTC", "Mars/Base")
        from source in Gen.Elements("user_input", "ip", null)
        from given in Gen.Choose(0, 63)
        select (
            new CalledPlace
            {
                State = (given & 2) != 0 ? state : null, Zip = (given & 4) != 0 ? zip + "00" : null, Timezone = (given & 8) != 0 ? zone : null, TimezoneSource = source,
                AddressCountry = (given & 16) != 0 ? country : null,
            },
            (given & 1) == 0 ? null : (given & 32) != 0 ? abroad : $"+1{code}5550100");

    [Fact]
    public void Hours_by_key_are_the_hours_by_place() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(People.ToArbitrary(), who =>
    {
        var key = ZoneKeys.Of(who.Place, who.Phone);
        var (local, areas) = ZoneKeys.Read(key);
        Assert.Equal(ZoneRules.LocalZone(who.Place, who.Phone), local);
        Assert.Equal(LegalHoursRules.Hours(who.Place, who.Phone).ToHashSet(), LegalHoursRules.Hours(areas).ToHashSet());
        Assert.Equal(local is null, key.Length == 0);
    }));

    [Fact]
    public void Leads_whose_clocks_and_laws_are_the_same_share_a_key()
    {
        Assert.Equal(ZoneKeys.Of(new() { Zip = "10001" }, "+12125550100"), ZoneKeys.Of(new() { State = "New York", AddressCountry = "US" }, "+16465550199"));
        Assert.Equal("America/New_York|US-NY@America/New_York", ZoneKeys.Of(new() { Zip = "10001" }, "+12125550100"));
        Assert.Equal(ZoneKeys.Of(new() { State = "TX" }, "+12125550100"), ZoneKeys.Of(new() { State = "Texas" }, "+17185550100"));
    }

    [Fact]
    public void Who_lives_here_with_a_number_from_there_has_another_key_than_the_other_way_round() =>
        Assert.NotEqual(ZoneKeys.Of(new() { Zip = "10001" }, "+13125550100"), ZoneKeys.Of(new() { Zip = "60601" }, "+12125550100"));
}
