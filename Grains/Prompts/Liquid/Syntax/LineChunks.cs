namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>Reads a <c>liquid</c> tag: every line is a tag without its braces.</summary>
internal sealed class LineChunks(Source source, int start, int end) : Chunks(source)
{
    private int position = start;

    public override Chunk Next()
    {
        while (position < end)
        {
            var lineEnd = Source.Text.IndexOf('\n', position, end - position);
            if (lineEnd < 0) lineEnd = end;
            var at = position;
            while (at < lineEnd && char.IsWhiteSpace(Source.Text[at])) at++;
            position = lineEnd + 1;
            if (at < lineEnd) return ReadTag(at, at, lineEnd);
        }
        return new Chunk(ChunkKind.End, end, end, end);
    }

    public override Chunk NextVerbatim(Chunk opening, string closing) =>
        throw Source.Error(opening.At, $"'{opening.Name}' cannot stand inside 'liquid'");

    public override void SkipComment(Chunk opening)
    {
        for (var depth = 1; depth > 0;)
        {
            var tag = Next();
            if (tag.Kind == ChunkKind.End) throw NeverClosed(opening);
            if (tag.Name == "comment") depth++;
            else if (tag.Name == "endcomment") depth--;
        }
    }
}
