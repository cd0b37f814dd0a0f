using NodaTime;
using Xunit.Abstractions;

namespace LeadSail.Places;

public sealed class AreaCodesTests(ITestOutputHelper output)
{
    /// <summary>From memory and from the press releases of the overlays, not from the table's source.</summary>
    private const string Known = """
        201 NJ NY|202 DC NY|203 CT NY|205 AL CH|206 WA LA|207 ME NY|208 ID BO LA|209 CA LA|212 NY NY|213 CA LA|214 TX CH|219 IN CH IN|227 MD NY|235 MO CH
        251 AL CH|270 KY CH NY|272 PA NY|274 WI CH|279 CA LA|281 TX CH|302 DE NY|303 CO DE|304 WV NY|305 FL NY|307 WY DE|308 NE CH DE|310 CA LA|312 IL CH
        313 MI DT|314 MO CH|316 KS CH|317 IN IN|324 FL NY|326 OH NY|327 AR CH|329 NY NY|332 NY NY|341 CA LA|350 CA LA|353 WI CH|357 CA LA|363 NY NY|364 KY CH NY
        369 CA LA|385 UT DE|401 RI NY|402 NE CH|404 GA NY|405 OK CH|406 MT DE|436 OH NY|445 PA NY|447 IL CH|448 FL CH NY|457 LA CH|458 OR LA BO|463 IN IN
        464 IL CH|465 NY NY|471 MS CH|472 NC NY|480 AZ PH|483 AL CH|501 AR CH|502 KY NY|503 OR LA|504 LA CH|505 NM DE|515 IA CH|541 OR LA BO|557 MO CH
        564 WA LA|572 OK CH|574 IN IN CH|582 PA NY|601 MS CH|603 NH NY|605 SD CH DE|606 KY NY CH|612 MN CH|615 TN CH|617 MA NY|620 KS CH DE|621 TX CH|624 NY NY
        640 NJ NY|645 FL NY|656 FL NY|659 AL CH|667 MD NY|679 MI DT|680 NY NY|686 VA NY|689 FL NY|701 ND CH DE|702 NV LA|703 VA NY|728 FL NY|729 TN NY CH|730 IL CH
        738 CA LA|743 NC NY|748 CO DE|771 DC NY|775 NV LA DE|785 KS CH DE|802 VT NY|803 SC NY|808 HI HO|812 IN IN CH|820 CA LA|821 SC NY|826 VA NY|835 PA NY|837 CA LA
        838 NY NY|839 SC NY|840 CA LA|850 FL CH NY|854 SC NY|861 IL CH|865 TN NY|906 MI DT CH|907 AK AN AD|915 TX DE CH|924 MN CH|928 AZ PH DE|930 IN IN CH|931 TN CH NY
        934 NY NY|943 GA NY|945 TX CH|948 VA NY|959 CT NY|970 CO DE|975 MO CH|983 CO DE|984 NC NY|986 ID BO LA
        """;

    private static readonly Dictionary<string, string> Short = new()
    {
        ["NY"] = "America/New_York", ["CH"] = "America/Chicago", ["DE"] = "America/Denver", ["LA"] = "America/Los_Angeles", ["PH"] = "America/Phoenix", ["BO"] = "America/Boise",
        ["DT"] = "America/Detroit", ["IN"] = "America/Indiana/Indianapolis", ["AN"] = "America/Anchorage", ["AD"] = "America/Adak", ["HO"] = "Pacific/Honolulu",
    };

    [Fact]
    public void A_code_of_the_US_has_its_state_and_all_its_zones_the_main_one_first()
    {
        var known = Known.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.All(known, line =>
        {
            var words = line.Split(' ');
            var area = AreaCodes.Find(words[0]);
            Assert.NotNull(area);
            Assert.Equal(["US-" + words[1]], area.Places.ToArray());
            Assert.Equal(words.Skip(2).Select(w => Short[w]), area.Zones.ToArray());
        });
        Assert.True(known.Length > 130);
    }

    [Theory]
    [InlineData("CA-AB", "368 403 587 780 825")]
    [InlineData("CA-BC", "236 250 257 604 672 778")]
    [InlineData("CA-MB", "204 431 584")]
    [InlineData("CA-NB", "428 506")]
    [InlineData("CA-NL", "709 879")]
    [InlineData("CA-NS", "782 902")]
    [InlineData("CA-ON", "226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942")]
    [InlineData("CA-QC", "263 273 354 367 418 438 450 468 514 579 581 819 873")]
    [InlineData("CA-SK", "306 474 639")]
    [InlineData("CA-NU", "867")]
    [InlineData("DO", "809 829 849")]
    [InlineData("JM", "658 876")]
    [InlineData("US-PR", "787 939")]
    [InlineData("US-GU", "671")]
    [InlineData("US-MP", "670")]
    [InlineData("US-AS", "684")]
    [InlineData("US-VI", "340")]
    public void A_place_has_exactly_its_codes(string place, string codes) =>
        Assert.Equal(codes.Split(' '), AreaCodes.All.Where(a => a.Value.Places.Contains(place)).Select(a => a.Key).Order());

    [Theory]
    [InlineData("800 833 844 855 866 877 888 822 880 881 887 889")]
    [InlineData("900 700 710 600 622 633 611 911 456 555")]
    [InlineData("500 521 522 523 524 525 526 527 528 529 532 533 538 544 566 577 588")]
    [InlineData("221 299 387 537 999 000 12 abcd ")]
    public void A_code_that_is_no_place_is_not_found(string codes) =>
        Assert.All(codes.Split(' '), code => Assert.Null(AreaCodes.Find(code)));

    [Fact]
    public void Every_state_territory_province_and_country_of_the_plan_has_a_code()
    {
        var places = AreaCodes.All.Values.SelectMany(a => a.Places).ToHashSet();
        Assert.Equal(50 + 1 + 5 + 13, Regions.All.Count());
        Assert.Empty(Regions.All.Except(places));
        Assert.All(CallingCodes.All["1"], country => Assert.Contains(places, p => p == country || p.StartsWith(country + "-", StringComparison.Ordinal) || p == "US-" + country));
        output.WriteLine($"{AreaCodes.All.Count} area codes: {AreaCodes.All.Values.Count(a => a.Places[0].StartsWith("US-", StringComparison.Ordinal))} US, "
            + $"{AreaCodes.All.Values.Count(a => a.Places[0].StartsWith("CA-", StringComparison.Ordinal))} Canada, {AreaCodes.All.Values.Count(a => a.Places[0].Length == 2)} elsewhere");
        // NANPA's file of 2026-09-30 had 454 geographic codes in service: 378, 55 and 21; 273, 565 and 761 were assigned
        Assert.Equal(454 + 3, AreaCodes.All.Count);
    }

    [Fact]
    public void A_code_names_only_zones_of_its_places_and_shapes_that_can_be_dialled()
    {
        Assert.All(AreaCodes.All, code =>
        {
            Assert.Matches("^[2-9][0-8][0-9]$", code.Key);
            var zones = code.Value.Places.SelectMany(p => (p.Contains('-', StringComparison.Ordinal) ? Regions.Find(p) : Countries.Find(p))!.Zones).ToHashSet();
            Assert.Empty(code.Value.Zones.Except(zones));
            Assert.All(code.Value.Zones, zone => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)));
        });
    }
}
