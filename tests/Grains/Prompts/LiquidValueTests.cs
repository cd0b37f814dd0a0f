using System.Text.Json;
using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

public sealed class LiquidValueTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 9, 26, 53, TimeSpan.FromHours(-5));

    private static readonly Dictionary<string, object?> Data = new()
    {
        ["int"] = 7,
        ["long"] = 7L,
        ["decimal"] = 7.50m,
        ["double"] = 0.1 + 0.2,
        ["huge"] = 1e300,
        ["at"] = Now,
        ["strings"] = new[] { "b", "a" },
        ["map"] = new Dictionary<string, object?> { ["a"] = 1, ["b"] = new object?[] { null, "x", true, 2.5m } },
        ["json"] = JsonElement.Parse("""
            { "n": 1, "d": 1.50, "id": 123456789012345678901234567890, "s": "x", "bad": "\ud800", "none": null,
              "yes": true, "list": [3, [1, { "k": "v" }]], "size": "L", "odd": { "a": 1, "\ud800": 2 } }
            """),
        ["wrong"] = new Version(1, 2),
    };

    [Theory]
    [InlineData("{{ int }} {{ long }} {{ decimal }} {{ double }} {{ huge }}", "7 7 7.5 0.3 1E+300")]
    [InlineData("{{ int | times: 2 }} {{ decimal | plus: int }} {{ 7 | divided_by: -2 }} {{ -7 | modulo: 4 }} {{ 7.5 | modulo: -2 }}", "14 14.5 -4 1 -0.5")]
    [InlineData("{% if int == long and 1 == 1.0 and decimal > int %}yes{% endif %}", "yes")]
    [InlineData("{{ at }}", "2026-03-04 15:09:26 -0500")]
    [InlineData("{{ strings | sort | join: '-' }}{{ strings }}{{ strings.last }}", "a-bbaa")]
    [InlineData("{{ map }}", "{\"a\"=>1, \"b\"=>[nil, \"x\", true, 2.5]}")]
    [InlineData("{% for pair in map %}{{ pair[0] }}:{{ pair.last | size }} {% endfor %}{{ map.first | join }}", "a:0 b:4 a 1")]
    [InlineData("{{ json.n | plus: 1 }} {{ json.d }} {{ json.s }} {{ json.bad }} {{ json.none }} {{ json.yes }}", "2 1.5 x \"\\ud800\"  true")]
    [InlineData("{{ json.id }}", "123456789012345678901234567890")]
    [InlineData("{{ json.odd.a }} {{ json.odd['\ud800'] | default: '-' }} {{ json.odd }}", "1 - {\"a\"=>1, \"\\ud800\"=>2}")]
    [InlineData("{{ json.list[1][1].k }} {{ json.list.size }} {{ json.size }} {{ json.list | join: ',' }}", "v 2 L 3,1,{\"k\"=>\"v\"}")]
    [InlineData("{% if json.list contains 3 and json contains 'none' %}yes{% endif %}", "yes")]
    [InlineData("{% assign first = json.list | slice: 1, 1 %}{{ first | sum }}", "1")]
    [InlineData("{{ '👍🏽ab' | slice: 2, 1 }} {{ '👍a' | size }} {{ '👍abc' | truncate: 2, '' }} {{ '👍b' | split: '' | join: '-' }}", "a 2 👍a 👍-b")]
    [InlineData("{{ 'abc' | replace: '', '-' }} {{ 'aXbX' | remove_last: 'X' }} {{ '<a>&amp;\"' | escape }}", "-a-b-c- aXb &lt;a&gt;&amp;amp;&quot;")]
    [InlineData("{{ 'a,b,,' | split: ',' | size }} {{ 'x' | append: nil }} {{ nil | size }} {{ 12.345 | round: 2 }} {{ 1250 | round: -2 }}", "2 x 0 12.35 1300")]
    public void Every_type_of_value_renders(string source, string text) => Assert.Equal(text, Render(source));

    [Theory]
    [InlineData("{{ 9223372036854775807 | plus: 1 }}")]
    [InlineData("{{ '99999999999999999999999999999999999' | plus: 1 }}")]
    [InlineData("{{ ('99999999999999999999999999999999999'..2) }}")]
    [InlineData("{{ 99999999999999999999.5 | times: 99999999999999999999.5 }}")]
    public void Numbers_beyond_reach_are_an_error_of_the_template(string source) =>
        Assert.Equal("a number becomes too large", Assert.Throws<LiquidException>(() => Render(source)).Problem);

    [Fact]
    public void A_type_that_a_template_cannot_use_is_a_fault_of_the_caller() =>
        Assert.Contains("System.Version", Assert.Throws<ArgumentException>(() => Render("{{ wrong }}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("%Y-%m-%d %H:%M:%S.%L", "2026-03-04 15:09:26.053")]
    [InlineData("%A, %B %-d at %-I:%M %p", "Wednesday, March 4 at 3:09 PM")]
    [InlineData("%a %b %e %y %j %C %P", "Wed Mar  4 26 063 20 pm")]
    [InlineData("%k|%l|%I|%u|%w|%U|%W|%V|%G|%g", "15| 3|03|3|3|09|09|10|2026|26")]
    [InlineData("%z %:z %Z %s %N %3N", "-0500 -05:00 -05:00 1772654966 053000000 053")]
    [InlineData("%D %F %T %R %r %c %v", "03/04/26 2026-03-04 15:09:26 15:09 03:09:26 PM Wed Mar  4 15:09:26 2026  4-MAR-2026")]
    [InlineData("%^a %#p %_m %-m %05d %n%t%% %q %", "WED pm  3 3 00004 \n\t% %q %")]
    public void Dates_are_formatted_as_by_strftime(string format, string text) => Assert.Equal(text, Render($"{{{{ at | date: \"{format}\" }}}}"));

    [Theory]
    [InlineData("'now'", "2026-03-04 15:09 -0500")]
    [InlineData("'today'", "2026-03-04 15:09 -0500")]
    [InlineData("0", "1969-12-31 19:00 -0500")]
    [InlineData("'1152098955'", "2006-07-05 06:29 -0500")]
    [InlineData("'2026-03-14'", "2026-03-14 00:00 -0500")]
    [InlineData("'2026-03-14 9:05'", "2026-03-14 09:05 -0500")]
    [InlineData("'2026-03-14T10:00:00Z'", "2026-03-14 10:00 +0000")]
    [InlineData("'2026-03-14T10:00:00.1234567+05:30'", "2026-03-14 10:00 +0530")]
    [InlineData("'2026-03-14 10:00:00 -0800'", "2026-03-14 10:00 -0800")]
    [InlineData("'3/14/2026 10:00 PM'", "2026-03-14 22:00 -0500")]
    [InlineData("'March 14, 2026'", "2026-03-14 00:00 -0500")]
    [InlineData("'Sat, 14 Mar 2026 10:00:00 GMT'", "2026-03-14 10:00 +0000")]
    [InlineData("'10:30'", "10:30")]
    [InlineData("'March 14'", "March 14")]
    [InlineData("'next week'", "next week")]
    [InlineData("'2026-03-14T10:00:00+99:00'", "2026-03-14T10:00:00+99:00")]
    [InlineData("99999999999999", "99999999999999")]
    public void Dates_are_read_without_the_clock_or_zone_of_the_machine(string value, string text) =>
        Assert.Equal(text, Render($"{{{{ {value} | date: '%Y-%m-%d %H:%M %z' }}}}"));

    private static string Render(string source) => LiquidTemplate.Parse(source).Render(new LiquidScope(Data, Now), LiquidMode.Strict);
}
