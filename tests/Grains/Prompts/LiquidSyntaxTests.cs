using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

public sealed class LiquidSyntaxTests
{
    [Theory]
    [InlineData("Hi {{ name", 1, 4, "'{{' is never closed with '}}'")]
    [InlineData("Hi\n  {% if x", 2, 3, "'{%' is never closed with '%}'")]
    [InlineData("Hi\r\n{{ a | }}", 2, 8, "expected the name of a filter, found the end")]
    [InlineData("{{ 'it }}", 1, 4, "the text that begins with ' is never closed")]
    [InlineData("{{ a ! b }}", 1, 6, "unexpected character '!'")]
    [InlineData("{{ a b }}", 1, 6, "unexpected 'b'")]
    [InlineData("{{ a | upcase: 1 }}", 1, 8, "'upcase' takes no argument, not 1")]
    [InlineData("{{ a | replace }}", 1, 8, "'replace' takes 1 to 2 arguments, not 0")]
    [InlineData("{{ a | plus: x: 1 }}", 1, 14, "unexpected 'x'")]
    [InlineData("{{ 99999999999999999999 }}", 1, 4, "the number is too large")]
    [InlineData("{% if %}{% endif %}", 1, 7, "expected a value, found the end")]
    [InlineData("{% if a | size > 1 %}{% endif %}", 1, 9, "unexpected '|'")]
    [InlineData("{% if a %}\n{% for b in c %}\n{% endif %}", 3, 1, "'endif' closes nothing that is open here")]
    [InlineData("\n {% if a %}", 2, 2, "'if' is never closed with 'endif'")]
    [InlineData("{% raw %}", 1, 1, "'raw' is never closed with 'endraw'")]
    [InlineData("{% else %}", 1, 1, "'else' does not belong here")]
    [InlineData("{% include 'x' %}", 1, 1, "there is no tag 'include'")]
    [InlineData("{% %}", 1, 1, "a tag without a name")]
    [InlineData("{% for a of b %}", 1, 10, "expected 'in', found 'of'")]
    [InlineData("{% liquid\n  assign a = 1\n  if a\n%}", 3, 3, "'if' is never closed with 'endif'")]
    [InlineData("{% liquid\n  echo a b\n%}", 2, 10, "unexpected 'b'")]
    [InlineData("{% # one\n two %}", 1, 1, "every line of this comment must begin with '#'")]
    public void What_is_not_Liquid_is_refused_with_its_place(string source, int line, int column, string problem)
    {
        var error = Assert.Throws<LiquidException>(() => LiquidTemplate.Parse(source));
        Assert.Equal((line, column, problem), (error.Line, error.Column, error.Problem));
        Assert.Equal($"line {line}, column {column}: {problem}", error.Message);
        Assert.Null(error.MissingName);
    }

    [Theory]
    [InlineData("a { b } % c", "a { b } % c")]
    [InlineData("{{ }}{{-}}{{ 1 }}}", "1}")]
    [InlineData("a {{- ' b ' -}} c", "a b c")]
    [InlineData("a\n{%- # gone -%}\nb", "ab")]
    [InlineData("{% comment %}{{ {% comment %}{% endcomment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}x", "x")]
    [InlineData("{% if true %}{% raw %} {% endraw %}{% endif %}|", " |")]
    [InlineData("{% liquid\ncomment\n if\nendcomment\nfor i in (1..3)\n if i == 2\n  continue\n endif\n echo i\nendfor %}", "13")]
    [InlineData("{% if false and false or true %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% if true or nonsense and false %}a{% endif %}", "a")]
    [InlineData("a{% break %}b", "a")]
    [InlineData("{% for i in (1..3) %}{% capture x %}{{ i }}{% continue %}{% endcapture %}{% endfor %}{{ x }}", "3")]
    [InlineData("{% for i in (1..2) %}{% assign i = 9 %}{{ i }}{% endfor %}{{ i }}", "129")]
    [InlineData("{% for i in (1..9) reversed limit: 3 offset: 2 %}{{ i }}{% endfor %}", "543")]
    [InlineData("{% for i in (1..9999999999) limit: 2 %}{{ i }}{% else %}none{% endfor %}", null)]
    [InlineData("{% for i in (1..1999999999) limit: 2 offset: 1999999990 %}{{ i }} {% endfor %}", "1999999991 1999999992 ")]
    [InlineData("{% decrement n %}{% decrement n %}", "-1-2")]
    public void What_is_Liquid_renders(string source, string? text)
    {
        var scope = new LiquidScope(new Dictionary<string, object?>(), DateTimeOffset.UnixEpoch);
        if (text is null) Assert.Throws<LiquidException>(() => LiquidTemplate.Parse(source).Render(scope, LiquidMode.Lenient));
        else Assert.Equal(text, LiquidTemplate.Parse(source).Render(scope, LiquidMode.Lenient));
    }
}
