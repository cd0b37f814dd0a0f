using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Case, white space, cutting and joining of texts.</summary>
internal static class TextFilters
{
    public static readonly Filter[] All =
    [
        Simple("capitalize", text => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant()),
        Simple("downcase", text => text.ToLowerInvariant()),
        Simple("upcase", text => text.ToUpperInvariant()),
        Simple("lstrip", text => text.TrimStart()),
        Simple("rstrip", text => text.TrimEnd()),
        Simple("strip", text => text.Trim()),
        Simple("newline_to_br", text => Lines(text).Replace("\n", "<br />\n", StringComparison.Ordinal)),
        Simple("strip_newlines", text => Lines(text).Replace("\n", "", StringComparison.Ordinal)),
        new("append", 1, 1, (r, input, a) => Writing.ToText(r, input) + Writing.ToText(r, a[0])),
        new("prepend", 1, 1, (r, input, a) => Writing.ToText(r, a[0]) + Writing.ToText(r, input)),
        new("slice", 1, 2, Slice),
        new("split", 1, 1, Split),
        new("truncate", 0, 2, Truncate),
        new("truncatewords", 0, 2, TruncateWords),
    ];

    /// <summary>A filter from text to text without arguments.</summary>
    public static Filter Simple(string name, Func<string, string> apply) =>
        new(name, 0, 0, (rendering, input, _) => apply(Writing.ToText(rendering, input)));

    /// <summary>An argument as a whole number; the default if it was not given.</summary>
    public static long Whole(Rendering rendering, Arguments arguments, int index, long otherwise) =>
        index >= arguments.Count
            ? otherwise
            : Number.Whole(arguments[index]) ?? throw rendering.Error("the argument must be a whole number");

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static object? Slice(Rendering rendering, object? input, Arguments arguments)
    {
        var start = Whole(rendering, arguments, 0, 0);
        var length = arguments[1] is null ? 1 : Whole(rendering, arguments, 1, 1);
        var list = input as IReadOnlyList<object?>;
        var text = list is null ? Writing.ToText(rendering, input) : "";
        long size = list?.Count ?? Characters.Count(text);
        if (start < 0) start += size;
        var isOutside = start < 0 || start > size || length < 0;
        var (from, count) = isOutside ? (0, 0) : ((int)start, (int)Math.Min(length, size - start));
        return list is null ? Characters.Slice(text, from, count) : Lists.Slice(rendering, list, from, count);
    }

    /// <summary>As in Ruby: a space splits at any white space, an empty separator into characters, and empty parts at the end go.</summary>
    private static List<object?> Split(Rendering rendering, object? input, Arguments arguments)
    {
        var text = Writing.ToText(rendering, input);
        var separator = Writing.ToText(rendering, arguments[0]);
        List<object?> parts = separator switch
        {
            "" => [.. Characters.Each(text)],
            " " => [.. Words(text)],
            _ => [.. text.Split(separator)],
        };
        while (parts is [.., ""]) parts.RemoveAt(parts.Count - 1);
        rendering.Charge(parts.Count);
        return parts;
    }

    private static string? Truncate(Rendering rendering, object? input, Arguments arguments)
    {
        var length = Whole(rendering, arguments, 0, 50);
        var ellipsis = arguments.Count > 1 ? Writing.ToText(rendering, arguments[1]) : "...";
        var text = Writing.ToText(rendering, input);
        if (Characters.Count(text) <= length) return text;
        return Characters.Slice(text, 0, (int)Math.Max(0, length - Characters.Count(ellipsis))) + ellipsis;
    }

    private static string? TruncateWords(Rendering rendering, object? input, Arguments arguments)
    {
        var count = Math.Max(1, Whole(rendering, arguments, 0, 15));
        var ellipsis = arguments.Count > 1 ? Writing.ToText(rendering, arguments[1]) : "...";
        var text = Writing.ToText(rendering, input);
        var words = Words(text);
        rendering.Charge(words.Length);
        return words.Length <= count ? text : string.Join(' ', words[..(int)count]) + ellipsis;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
