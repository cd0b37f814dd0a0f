namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Texts counted and cut by character, not by UTF-16 unit, so that no emoji is cut in half.</summary>
internal static class Characters
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            if (char.IsSurrogatePair(text[i - 1], text[i])) count--;
        return count;
    }

    /// <summary>Up to <paramref name="length"/> characters from <paramref name="start"/> on; both are at least 0.</summary>
    public static string Slice(string text, int start, int length)
    {
        var from = Skip(text, 0, start);
        return text[from..Skip(text, from, length)];
    }

    public static IEnumerable<string> Each(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = Skip(text, at, 1);
            yield return text[at..next];
            at = next;
        }
    }

    private static int Skip(string text, int at, int characters)
    {
        for (; characters > 0 && at < text.Length; characters--)
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        return at;
    }
}
