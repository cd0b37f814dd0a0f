using LeadSail.Places;
using NodaTime;

namespace LeadSail.LegalHours;

public sealed class LegalTableTests
{
    [Fact]
    public void Every_rule_has_a_citation_an_effective_date_and_a_place_that_exists()
    {
        Assert.All(LegalTable.All, rule =>
        {
            Assert.NotEmpty(rule.Citation);
            Assert.InRange(rule.Effective, new LocalDate(1990, 1, 1), new LocalDate(2030, 1, 1));
            Assert.True(rule.Place == "*" || Regions.All.Contains(rule.Place) || Countries.Find(rule.Place) is not null, rule.Place);
            Assert.Contains(Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None), day => !rule.Week[day].IsEmpty);
        });
        Assert.Equal(18, LegalTable.All.Count());
    }

    [Fact]
    public void What_somebody_else_summarized_is_unverified()
    {
        var secondary = LegalTable.All.Where(r => r.Authority == Authority.Secondary).ToList();
        Assert.All(secondary, rule => Assert.False(rule.Verified));
        Assert.Equal("US-AL US-CT US-KY US-LA US-MA US-MI US-MN US-MS US-NM US-NV", string.Join(' ', secondary.Select(r => r.Place).Order()));
    }

    [Theory]
    [InlineData("US-TX", "US-TX US")]
    [InlineData("US-GU", "US")]
    [InlineData("CA-ON", "CA")]
    [InlineData("DE", "*")]
    [InlineData("KY", "*")] // the Cayman Islands, not Kentucky
    public void A_place_has_its_own_rules_and_those_around_it_else_the_house_rule(string place, string rules) =>
        Assert.Equal(rules.Split(' '), LegalTable.For(place).Select(r => r.Place));

    [Theory]
    [InlineData("US,,08:00-21:00,08:00-21:00,08:00-21:00,,,primary,yes,47 CFR", "the effective date is required")]
    [InlineData("US,soon,08:00-21:00,08:00-21:00,08:00-21:00,,,primary,yes,47 CFR", "the effective date is required")]
    [InlineData("US,1992-12-20,08:00-21:00,08:00-21:00,08:00-21:00,,,primary,yes,", "place and citation are required")]
    [InlineData("US,1992-12-20,08:00-21:00,08:00-21:00,08:00-21:00,,,hearsay,yes,47 CFR", "authority is")]
    [InlineData("US,1992-12-20,8-21,08:00-21:00,08:00-21:00,,,primary,yes,47 CFR", "'8-21' is no window")]
    public void A_row_that_lacks_something_is_refused_by_name(string row, string why)
    {
        var error = Assert.Throws<InvalidDataException>(() => LegalTable.Parse(row.Split(',')));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains(row, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_names_the_tables_and_the_time_zone_database() => Assert.Matches("^[0-9a-f]{12}/tzdb-20[0-9]{2}[a-z]$", LegalTable.Version);
}
