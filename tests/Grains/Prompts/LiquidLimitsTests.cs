using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

public sealed class LiquidLimitsTests
{
    [Theory]
    [InlineData("{% for i in (1..1000000000) %}{% endfor %}")]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{% if k %}{% endif %}{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{{ (1..1000000000) | join }}")]
    [InlineData("{{ (1..1000000000) | sum }}")]
    [InlineData("{% assign a = 'a,b' | split: ',' %}{% for i in (1..100) %}{% assign a = a | concat: a %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% if text contains 'b' %}{% endif %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% if list == same %}{% endif %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% assign x = text | upcase %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% assign x = 'no date' | date: '%Y' %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% capture x %}{{ text }}{% endcapture %}{% endfor %}")]
    [InlineData("{% for i in (1..100000) %}{% assign x = list | sort | uniq %}{% endfor %}")]
    public void A_template_that_would_run_for_ever_is_stopped(string source)
    {
        var error = Assert.Throws<LiquidException>(() => Render(source));
        Assert.Equal("the template takes more than 100000 steps", error.Problem);
    }

    [Theory]
    [InlineData("{% for i in (1..30000) %}xxxxxxxxxx{% endfor %}")]
    [InlineData("{% assign a = 'abcdefghij' %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}")]
    [InlineData("{{ text | replace: 'a', text }}")]
    [InlineData("{{ list | join: text }}")]
    [InlineData("{% capture x %}{{ text }}{{ text }}{{ text }}{% endcapture %}")]
    public void A_text_that_would_grow_for_ever_is_stopped(string source) =>
        Assert.Contains("becomes longer than 200000 characters", Assert.Throws<LiquidException>(() => Render(source)).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_template_may_be_nested_up_to_the_limit()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{% if true %}", depth)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", depth));
        Assert.Equal("x", Render(Nested(48)));
        foreach (var source in new[] { Nested(100), "{{ " + new string('[', 50_000), "{{ " + new string('(', 50_000), "{% " + string.Concat(Enumerable.Repeat("liquid ", 9_999)) })
            Assert.Equal("the template is nested deeper than 50 levels", Assert.Throws<LiquidException>(() => Render(source + " }} %}")).Problem);
    }

    [Fact]
    public void A_long_template_that_is_not_nested_is_fine()
    {
        var terms = string.Concat(Enumerable.Repeat("false or ", 10_000));
        Assert.Equal("x", Render($"{{% if {terms}true %}}x{{% endif %}}"));
    }

    [Theory]
    [InlineData("{{ knot }}")]
    [InlineData("{{ knot | join }}")]
    [InlineData("{{ knot | uniq }}")]
    [InlineData("{% if knot == other %}{% endif %}")]
    public void Data_that_contains_itself_is_stopped(string source)
    {
        var (knot, other) = (new List<object?>(), new List<object?>());
        knot.Add(knot);
        other.Add(other);
        var data = new Dictionary<string, object?> { ["knot"] = knot, ["other"] = other };
        var error = Assert.Throws<LiquidException>(() => LiquidTemplate.Parse(source).Render(new LiquidScope(data, default), LiquidMode.Strict));
        Assert.Equal("the data is nested deeper than 50 levels", error.Problem);
    }

    [Fact]
    public void A_rendering_that_takes_too_long_is_stopped_by_the_clock()
    {
        var limits = new LiquidLimits { Steps = int.MaxValue, Time = TimeSpan.FromMilliseconds(100) };
        var template = LiquidTemplate.Parse("{% for i in (1..1000000000) %}{% if i %}{% endif %}{% endfor %}", limits);
        var error = Assert.Throws<LiquidException>(() => template.Render(Scope() with { Clock = new TickingClock() }, LiquidMode.Strict));
        Assert.Equal("the template takes longer than 100 ms", error.Problem);
    }

    [Fact]
    public void A_cancelled_rendering_ends()
    {
        var template = LiquidTemplate.Parse("{% for i in (1..1000000000) %}{% endfor %}", new LiquidLimits { Steps = int.MaxValue });
        Assert.Throws<OperationCanceledException>(() => template.Render(Scope(), LiquidMode.Strict, new CancellationToken(canceled: true)));
        var sorting = LiquidTemplate.Parse("{{ list | sort }}");
        Assert.Throws<OperationCanceledException>(() => sorting.Render(Scope(), LiquidMode.Strict, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_limit_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LiquidTemplate.Parse("", new LiquidLimits { Depth = 201 }));

    private static string Render(string source) => LiquidTemplate.Parse(source).Render(Scope(), LiquidMode.Lenient);

    private static LiquidScope Scope()
    {
        List<object?> List() => [.. Enumerable.Range(0, 2_000).Select(i => $"item {i % 1000}")];
        return new(new Dictionary<string, object?> { ["text"] = new string('a', 70_000), ["list"] = List(), ["same"] = List() }, default);
    }

    /// <summary>A clock on which every look takes a millisecond.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => ticks++;
    }
}
