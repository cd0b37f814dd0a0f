namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>Cuts a template at <c>{{ }}</c> and <c>{% %}</c>; a dash inside the braces takes away the white space beside them.</summary>
internal sealed class TemplateChunks(Source source) : Chunks(source)
{
    private readonly string text = source.Text;
    private int position;
    private bool trimNext;

    public override Chunk Next()
    {
        while (position < text.Length)
        {
            var open = FindOpening(position);
            if (open == position) return ReadBraces();
            var chunk = ReadText(open);
            position = open;
            if (chunk.Start < chunk.End) return chunk;
        }
        return new Chunk(ChunkKind.End, text.Length, text.Length, text.Length);
    }

    public override Chunk NextVerbatim(Chunk opening, string closing)
    {
        for (var at = position; (at = text.IndexOf("{%", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var after = ClosingTag(at, closing, out var trim);
            if (after < 0) continue;
            var chunk = ReadText(at);
            position = after;
            trimNext = trim;
            return chunk;
        }
        throw NeverClosed(opening);
    }

    public override void SkipComment(Chunk opening)
    {
        for (var depth = 1; depth > 0;)
        {
            position = text.IndexOf("{%", position, StringComparison.Ordinal);
            if (position < 0) throw NeverClosed(opening);
            var tag = ReadBraces();
            if (tag.Name == "comment") depth++;
            else if (tag.Name == "endcomment") depth--;
            else if (tag.Name == "raw") NextVerbatim(tag, "endraw");
        }
    }

    private int FindOpening(int from)
    {
        while ((from = text.IndexOf('{', from)) >= 0 && from + 1 < text.Length)
        {
            if (text[from + 1] is '{' or '%') return from;
            from++;
        }
        return text.Length;
    }

    private Chunk ReadBraces()
    {
        var at = position;
        var isTag = text[at + 1] == '%';
        var close = text.IndexOf(isTag ? "%}" : "}}", at + 2, StringComparison.Ordinal);
        if (close < 0) throw Source.Error(at, isTag ? "'{%' is never closed with '%}'" : "'{{' is never closed with '}}'");
        var start = at + 2;
        var end = close;
        if (start < end && text[start] == '-') start++;
        trimNext = start < end && text[end - 1] == '-';
        if (trimNext) end--;
        position = close + 2;
        return isTag ? ReadTag(at, start, end) : new Chunk(ChunkKind.Output, at, start, end);
    }

    /// <summary>The text from here to the next braces, without the white space that a dash on either side takes.</summary>
    private Chunk ReadText(int end)
    {
        var start = position;
        if (trimNext) while (start < end && char.IsWhiteSpace(text[start])) start++;
        if (end + 2 < text.Length && text[end + 2] == '-') while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        trimNext = false;
        return new Chunk(ChunkKind.Text, start, start, end);
    }

    /// <summary>Where <c>{% name %}</c> at this place ends; -1 if it is something else.</summary>
    private int ClosingTag(int at, string name, out bool trim)
    {
        trim = false;
        at += 2;
        if (at < text.Length && text[at] == '-') at++;
        at = SkipSpace(at);
        if (string.CompareOrdinal(text, at, name, 0, name.Length) != 0) return -1;
        at = SkipSpace(at + name.Length);
        trim = at < text.Length && text[at] == '-';
        if (trim) at++;
        return string.CompareOrdinal(text, at, "%}", 0, 2) == 0 ? at + 2 : -1;
    }

    private int SkipSpace(int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
