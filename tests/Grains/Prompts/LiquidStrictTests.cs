using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

public sealed class LiquidStrictTests
{
    private static readonly Dictionary<string, object?> Data = new()
    {
        ["first_name"] = "Maria",
        ["last_name"] = null,
        ["lead"] = new Dictionary<string, object?> { ["tags"] = new List<object?> { "a" }, ["email"] = null },
    };

    private static readonly LiquidScope Scope = new(Data, new DateTimeOffset(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));

    [Theory]
    [InlineData("Hi {{ nick }}", "nick", 7)]
    [InlineData("{{ nick | upcase }}", "nick", 4)]
    [InlineData("{{ lead.nick }}", "lead.nick", 4)]
    [InlineData("{{ lead.email.domain }}", "lead.email.domain", 4)]
    [InlineData("{{ lead . tags [ 3 ] }}", "lead.tags[3]", 4)]
    [InlineData("{{ lead['nick'] }}", "lead['nick']", 4)]
    [InlineData("{{ lead[nick] }}", "nick", 9)]
    [InlineData("{{ (1..nick) }}", "nick", 8)]
    [InlineData("{{ first_name | append: nick }}", "nick", 25)]
    [InlineData("{{ nick | default: pet_name }}", "pet_name", 20)]
    [InlineData("{% echo nick %}", "nick", 9)]
    [InlineData("{% cycle nick %}", "nick", 10)]
    [InlineData("{% capture x %}{{ nick }}{% endcapture %}", "nick", 19)]
    [InlineData("{% assign x = nick %}{{ x }}", "nick", 15)]
    [InlineData("{% assign x = nick | upcase %}{{ x }}", "nick", 15)]
    [InlineData("{% for tag in lead.tags %}{{ tag.nick }}{% endfor %}", "tag.nick", 30)]
    public void Writing_a_name_that_does_not_exist_is_refused_with_its_place(string source, string name, int column)
    {
        var error = Assert.Throws<LiquidException>(() => Strict(source));
        Assert.Equal((name, 1, column), (error.MissingName, error.Line, error.Column));
        Assert.StartsWith($"line 1, column {column}: there is no '{name}'", error.Message, StringComparison.Ordinal);
        Assert.NotNull(Render(source, LiquidMode.Lenient));
    }

    [Theory]
    [InlineData("{{ nick | default: 'you' }}", "you")]
    [InlineData("{{ nick | upcase | default: 'you' }}", "you")]
    [InlineData("{{ nick | default: pet_name | default: 'you' }}", "you")]
    [InlineData("{% assign x = nick | default: 'you' %}{{ x }}", "you")]
    [InlineData("{% assign x = nick %}{{ x | default: 'you' }}", "you")]
    public void A_default_excuses_what_is_missing_before_it(string source, string text) => Assert.Equal(text, Strict(source));

    [Theory]
    [InlineData("{% if nick %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% if nick == nil %}a{% endif %}", "a")]
    [InlineData("{% if lead.nick.name contains 'x' or first_name %}a{% endif %}", "a")]
    [InlineData("{% unless nick %}a{% endunless %}", "a")]
    [InlineData("{% if false %}{% elsif nick %}{% else %}b{% endif %}", "b")]
    [InlineData("{% case nick %}{% when 'x' %}a{% else %}b{% endcase %}", "b")]
    [InlineData("{% assign x = nick %}{% if x %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% for x in nick %}a{% else %}b{% endfor %}", "b")]
    public void Asking_about_a_name_that_does_not_exist_is_fine(string source, string text) => Assert.Equal(text, Strict(source));

    [Theory]
    [InlineData("[{{ last_name }}]", "[]")]
    [InlineData("[{{ last_name | upcase }}]", "[]")]
    [InlineData("[{{ lead.email }}]", "[]")]
    [InlineData("[{{ lead.tags.size }}{{ lead.tags.first }}{{ lead.tags[-1] }}]", "[1aa]")]
    [InlineData("{% for tag in lead.tags %}[{{ forloop.parentloop }}]{% endfor %}", "[]")]
    public void A_name_without_a_value_is_empty_and_not_missing(string source, string text) => Assert.Equal(text, Strict(source));

    [Fact]
    public void An_unknown_filter_is_refused_even_where_it_would_not_run()
    {
        const string source = "{% if false %}\n  {{ first_name | shout }}\n{% endif %}{{ first_name }}";
        var error = Assert.Throws<LiquidException>(() => Strict(source));
        Assert.Equal((2, 19, "there is no filter 'shout'"), (error.Line, error.Column, error.Problem));
        Assert.Equal([new LiquidName("shout", 2, 19)], LiquidTemplate.Parse(source).UnknownFilters);
        Assert.Equal("Maria", Render("{{ first_name | shout: 1, loud: true }}", LiquidMode.Lenient));
    }

    [Fact]
    public void Collecting_goes_on_and_names_every_place_once()
    {
        var template = LiquidTemplate.Parse("{{ a }}{{ first_name }}\n{% for i in (1..3) %}{{ b.c }}{% endfor %}{{ a }}{{ d | default: '!' }}");
        var rendering = template.RenderCollecting(Scope);
        Assert.Equal("Maria\n!", rendering.Text);
        Assert.Equal([new LiquidName("a", 1, 4), new LiquidName("b.c", 2, 25), new LiquidName("a", 2, 46)], rendering.Missing);
    }

    [Fact]
    public void The_variables_are_what_the_template_expects_from_outside()
    {
        var template = LiquidTemplate.Parse("""
            {% assign greeting = lead.firstName | default: first_name %}{{ greeting }}
            {% for item in lead.items limit: most %}{{ item.name }} {{ forloop.index }} {{ campaign.name }}{% endfor %}
            {% capture note %}{{ lead.firstName }}{% endcapture %}{{ note }}{% increment n %}{{ n }}{{ item }} {{ a[b['c']].d }}
            """);
        Assert.Equal(
            ["lead.firstName", "first_name", "lead.items", "most", "campaign.name", "item", "b['c']", "a[b['c']].d"],
            template.Variables.Select(variable => variable.Name));
        Assert.Equal(new LiquidName("campaign.name", 2, 80), template.Variables[4]);
    }

    private static string Strict(string source) => Render(source, LiquidMode.Strict);

    private static string Render(string source, LiquidMode mode) => LiquidTemplate.Parse(source).Render(Scope, mode);
}
