using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Replacing and removing parts of texts.</summary>
internal static class ReplaceFilters
{
    public static readonly Filter[] All =
    [
        new("replace", 1, 2, (r, input, a) => Every(r, input, a[0], a[1])),
        new("replace_first", 1, 2, (r, input, a) => One(r, input, a[0], a[1], isLast: false)),
        new("replace_last", 2, 2, (r, input, a) => One(r, input, a[0], a[1], isLast: true)),
        new("remove", 1, 1, (r, input, a) => Every(r, input, a[0], null)),
        new("remove_first", 1, 1, (r, input, a) => One(r, input, a[0], null, isLast: false)),
        new("remove_last", 1, 1, (r, input, a) => One(r, input, a[0], null, isLast: true)),
    ];

    private static string Every(Rendering rendering, object? input, object? pattern, object? replacement)
    {
        var text = Writing.ToText(rendering, input);
        var old = Writing.ToText(rendering, pattern);
        var made = Writing.ToText(rendering, replacement);
        long occurrences = old.Length == 0 ? Characters.Count(text) + 1 : text.AsSpan().Count(old);
        rendering.ChargeText(text.Length + occurrences * (made.Length - old.Length));
        return old.Length == 0
            ? made + string.Concat(Characters.Each(text).Select(character => character + made))
            : text.Replace(old, made, StringComparison.Ordinal);
    }

    private static string One(Rendering rendering, object? input, object? pattern, object? replacement, bool isLast)
    {
        var text = Writing.ToText(rendering, input);
        var old = Writing.ToText(rendering, pattern);
        var at = isLast ? text.LastIndexOf(old, StringComparison.Ordinal) : text.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), Writing.ToText(rendering, replacement), text.AsSpan(at + old.Length));
    }
}
