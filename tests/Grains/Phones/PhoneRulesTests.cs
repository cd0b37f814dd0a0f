using FsCheck;
using FsCheck.Fluent;

namespace LeadSail.Phones;

public sealed class PhoneRulesTests
{
    [Theory]
    [InlineData("+15552345678", "+15552345678")]
    [InlineData("+1 (555) 555-0123", "+15555550123")]
    [InlineData("(+1) 212.555.0123", "+12125550123")]
    [InlineData("555-234-5678", "+15552345678")]
    [InlineData(" (212) 555-0100 ", "+12125550100")]
    [InlineData("1 212 555 0100", "+12125550100")]
    [InlineData("12125550100", "+12125550100")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    [InlineData("+49 30 123456", "+4930123456")]
    [InlineData("+7 701 555 0100", "+77015550100")]
    [InlineData("+881 612 345 678", "+881612345678")]
    public void A_phone_is_read(string text, string e164)
    {
        var read = PhoneRules.Read(text);
        Assert.Equal(e164, read.E164);
        Assert.Null(read.Fault);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("+")]
    [InlineData("555-1234")]
    [InlineData("22125550100")]
    [InlineData("212555010")]
    [InlineData("212 555 0100 ext 4")]
    [InlineData("212+5550100")]
    [InlineData("++12125550100")]
    [InlineData("٢١٢٥٥٥٠١٠٠")]
    [InlineData("0044 20 7946 0958")]
    [InlineData("+0123456789")]
    [InlineData("+1 212 555 010")]
    [InlineData("+1 212 555 01000")]
    [InlineData("+1 112 555 0100")]
    [InlineData("+1 012 555 0100")]
    [InlineData("+1 911 555 0100")]
    [InlineData("+1 211 555 0100")]
    [InlineData("1234567890")]
    [InlineData("+4930123")]
    [InlineData("+49301234567890123")]
    [InlineData("+210123456789")]
    [InlineData("+999123456789")]
    public void A_phone_is_refused_with_a_sentence(string? text)
    {
        var read = PhoneRules.Read(text);
        Assert.Null(read.E164);
        Assert.EndsWith(".", read.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US")]
    [InlineData("ca")]
    [InlineData("PR")]
    [InlineData("JM")]
    [InlineData("DO")]
    [InlineData("BM")]
    public void Without_a_plus_it_is_North_American_where_that_is_the_country(string country) =>
        Assert.Equal("+14165550100", PhoneRules.Read("416 555 0100", country).E164);

    [Theory]
    [InlineData("GB")]
    [InlineData("MX")]
    [InlineData("XX")]
    [InlineData("")]
    public void Without_a_plus_it_is_refused_elsewhere(string country)
    {
        Assert.Contains("only in North America", PhoneRules.Read("416 555 0100", country).Fault, StringComparison.Ordinal);
        Assert.Equal("+14165550100", PhoneRules.Read("+1 416 555 0100", country).E164);
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused_and_what_was_read_reads_the_same_again()
    {
        var text = Gen.Elements("0123456789+-(). \u00a0x٣".ToCharArray()).ArrayOf().Select(c => new string(c))
            .Or(Gen.Choose(0, 9).ListOf(10).Select(d => "+1" + string.Concat(d)));
        Prop.ForAll(text.ToArbitrary(), t =>
        {
            var read = PhoneRules.Read(t);
            return read.E164 is { } e164
                ? read.Fault is null && e164[0] == '+' && e164.Length is >= 9 and <= 16 && PhoneRules.Read(e164) == read
                : read.Fault is { Length: > 0 };
        }).QuickCheckThrowOnFailure();
    }
}

file static class Gens
{
    public static Gen<T> Or<T>(this Gen<T> one, Gen<T> other) => Gen.OneOf(one, other);
}
