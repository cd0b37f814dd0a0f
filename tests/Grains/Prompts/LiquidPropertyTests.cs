using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LeadSail.Prompts.Liquid;

namespace LeadSail.Prompts;

public sealed class LiquidPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly LiquidLimits Tight = new() { Steps = 2_000, OutputLength = 5_000, Depth = 20 };

    private static readonly LiquidScope Scope = new(
        new Dictionary<string, object?>
        {
            ["a"] = "text 👍 & <b>",
            ["b"] = 12,
            ["c"] = new object?[] { 3, null, "x", 1.5m, new object?[] { true, "3" } },
            ["d"] = JsonElement.Parse("""{ "a": [1, { "b": "c" }], "b": 2.5, "x": "\ud800", "\ud83d": 1 }"""),
            ["e"] = null,
            ["f"] = double.NegativeInfinity,
            ["g"] = DateTimeOffset.MaxValue,
        },
        DateTimeOffset.UnixEpoch);

    /// <summary>Pieces of Liquid that make templates which often parse and always surprise.</summary>
    private static readonly Gen<string> Piece = Gen.Elements(
        "{{", "}}", "{%", "%}", "{{ ", " }}", "{%- ", " -%}", "{% if ", "{% endif %}", "{% for x in ", "{% endfor %}", "{% else %}", "{% elsif ",
        "{% assign z = ", "{% capture z %}", "{% endcapture %}", "{% case ", "{% when ", "{% endcase %}", "{% cycle ", "{% raw %}", "{% endraw %}",
        "{% liquid\n", "\n echo ", "{% comment %}", "{% endcomment %}", "{% increment z %}", "{% break %}", "{% continue %}", "{% ifchanged %}",
        "{% endifchanged %}", "{% unless ", "{% endunless %}", "a", "b", "c", "d", "e", "f", "g", "x", "z", ".a", ".b", ".size", ".first", ".last", "[0]", "[-1]",
        "['x']", "[b]", "forloop", "empty", "blank", "nil", "true", "0", "-1", "7", "2.5", "9223372036854775807", "-9223372036854775808", "'t'", "''", "\"%c\"",
        "'99999999999999999999999999999999'", "(1..3)", "(b..999999999)", " limit: ", " offset: ", " offset: continue", " reversed", " == ", " < ", " >= ",
        " contains ", " and ", " or ", ", ", ": ", " | ", "\n", "é", "\ud83d");

    private static readonly Gen<string> Call = Gen.OneOf(
        Gen.Elements(
            "abs", "base64_decode", "base64_encode", "base64_url_safe_decode", "base64_url_safe_encode", "capitalize", "ceil", "compact", "default",
            "downcase", "escape", "escape_once", "first", "floor", "join", "last", "lstrip", "newline_to_br", "reverse", "round", "rstrip", "size",
            "sort", "sort_natural", "strip", "strip_html", "strip_newlines", "sum", "truncate", "truncatewords", "uniq", "upcase", "url_decode",
            "url_encode"),
        from name in Gen.Elements(
            "append", "at_least", "at_most", "compact", "concat", "date", "default", "divided_by", "find", "find_index", "has", "join", "map", "minus",
            "modulo", "plus", "prepend", "reject", "remove", "remove_first", "remove_last", "replace", "replace_first", "round", "slice", "sort",
            "sort_natural", "split", "sum", "times", "truncate", "truncatewords", "uniq", "where")
        from argument in Gen.Elements("1", "-3", "2.5", "'a'", "''", "'b'", "c", "d", "nil", "9223372036854775807", "'%s%9z'", "'\ud83d'")
        select $"{name}: {argument}",
        from name in Gen.Elements("replace_last", "replace", "slice", "truncate", "where", "find", "has", "date")
        from argument in Gen.Elements("1, 2", "0, 9223372036854775807", "-2, -1", "'a', 'b'", "'', a", "'b', 2.5")
        select $"{name}: {argument}");

    private static readonly Gen<string> FilterChain =
        from input in Gen.Elements("a", "b", "c", "d", "e", "f", "g", "d.a", "'-7'", "''", "0", "2.5", "(1..5)", "-9223372036854775808", "'\ud83d'", "empty")
        from calls in Call.ArrayOf()
        select $"{{{{ {string.Join(" | ", calls.Take(4).Prepend(input))} }}}}";

    private static readonly Gen<string> Mixture = Piece.ArrayOf().Select(string.Concat);

    private static readonly Gen<string> Template = Nested(3);

    [Fact]
    public void Any_string_renders_or_is_refused() => Holds(Strings(), NeverBreaks);

    [Fact]
    public void Any_mixture_of_Liquid_renders_or_is_refused() => Holds(Mixture, NeverBreaks);

    [Fact]
    public void Any_template_renders_or_is_refused() => Holds(Template, NeverBreaks);

    [Fact]
    public void Any_chain_of_filters_renders_or_is_refused() => Holds(FilterChain, NeverBreaks);

    [Fact]
    public void A_text_without_braces_renders_to_itself() =>
        Holds(Strings().Where(text => !text.Contains('{', StringComparison.Ordinal)), text => Render(text, LiquidMode.Strict) == text);

    [Fact]
    public void Rendering_twice_gives_the_same() =>
        Holds(Template, source => Outcome(source, LiquidMode.Strict) == Outcome(source, LiquidMode.Strict));

    [Fact]
    public void What_strict_mode_renders_lenient_mode_renders_alike() =>
        Holds(Template.Where(source => !source.Contains("assign", StringComparison.Ordinal)), source =>
            Outcome(source, LiquidMode.Strict) is var text
            && (text.StartsWith("refused", StringComparison.Ordinal) || text == Outcome(source, LiquidMode.Lenient)));

    private static Gen<string> Strings() => ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null);

    /// <summary>Templates that parse: blocks in blocks, down to some depth.</summary>
    private static Gen<string> Nested(int depth)
    {
        var value = Gen.Elements(
            "a", "b", "c", "d", "e", "g", "x", "y", "z", "x.b", "d.a[0]", "nosuch", "forloop.index", "forloop.parentloop.last", "'t'", "3", "(1..b)");
        var leaf = Gen.OneOf(
            FilterChain,
            Gen.Elements("text", " ", "\n", "{% break %}", "{% continue %}", "{% increment z %}", "{%- # note -%}"),
            value.Select(v => $"{{{{- {v} }}}}"),
            value.Select(v => $"{{% cycle {v}, 'b' %}}"),
            value.Select(v => $"{{% assign z = {v} | append: 'z' %}}"));
        if (depth == 0) return leaf;
        var inner = Nested(depth - 1).ArrayOf().Select(parts => string.Concat(parts.Take(4)));
        var condition =
            from left in value
            from comparing in Gen.Elements("==", "!=", "<", ">=", "contains")
            from right in value
            from rest in Gen.Elements("", " and c", " or nosuch")
            select $"{left} {comparing} {right}{rest}";
        return Gen.OneOf(
            leaf,
            from c in condition from a in inner from b in inner select $"{{% if {c} %}}{a}{{% elsif c %}}{b}{{% else %}}-{{% endif %}}",
            from v in value from o in Gen.Elements("", " limit: 2", " reversed", " offset: continue", " limit: b offset: 1")
            from a in inner select $"{{% for x in {v}{o} %}}{a}{{% else %}}-{{% endfor %}}",
            from v in value from w in value from a in inner select $"{{% case {v} %}}{{% when {w}, 3 %}}{a}{{% else %}}-{{% endcase %}}",
            from a in inner select $"{{% capture y %}}{a}{{% endcapture %}}",
            from a in inner select $"{{% ifchanged %}}{a}{{% endifchanged %}}");
    }

    private static void Holds(Gen<string> sources, Func<string, bool> property) => Prop.ForAll(sources.ToArbitrary(), property).Check(Many);

    private static bool NeverBreaks(string source)
    {
        Outcome(source, LiquidMode.Strict);
        Outcome(source, LiquidMode.Lenient);
        return true;
    }

    private static string Outcome(string source, LiquidMode mode)
    {
        try
        {
            return Render(source, mode);
        }
        catch (LiquidException e)
        {
            Assert.InRange(e.Line, 1, source.Count(c => c == '\n') + 1);
            Assert.InRange(e.Column, 1, source.Length + 1);
            return "refused " + e.Message;
        }
    }

    private static string Render(string source, LiquidMode mode) => LiquidTemplate.Parse(source, Tight).Render(Scope, mode);
}
