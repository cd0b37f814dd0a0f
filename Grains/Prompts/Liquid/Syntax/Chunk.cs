namespace LeadSail.Prompts.Liquid.Syntax;

internal enum ChunkKind
{
    End,
    Text,
    Output,
    Tag,
}

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it begins, its braces included.</param>
/// <param name="Start">Where its text or markup begins.</param>
/// <param name="End">Where that ends.</param>
/// <param name="Name">The name, if it is a tag.</param>
internal readonly record struct Chunk(ChunkKind Kind, int At, int Start, int End, string Name = "");

/// <summary>Reads chunks: from a template, or from the lines of a <c>liquid</c> tag.</summary>
internal abstract class Chunks(Source source)
{
    protected Source Source => source;

    public abstract Chunk Next();

    /// <summary>Reads the text up to a closing tag, without understanding it.</summary>
    public abstract Chunk NextVerbatim(Chunk opening, string closing);

    /// <summary>Leaves out everything up to the end of a comment; comments nest.</summary>
    public abstract void SkipComment(Chunk opening);

    protected LiquidException NeverClosed(Chunk opening) =>
        source.Error(opening.At, $"'{opening.Name}' is never closed with 'end{opening.Name}'");

    /// <summary>Splits <c>name markup</c>; a tag's name is a word or <c>#</c>.</summary>
    protected Chunk ReadTag(int at, int start, int end)
    {
        var text = source.Text;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        var after = start;
        if (after < end && text[after] == '#') after++;
        else while (after < end && (char.IsLetterOrDigit(text[after]) || text[after] == '_')) after++;
        return new Chunk(ChunkKind.Tag, at, after, end, text[start..after]);
    }
}
