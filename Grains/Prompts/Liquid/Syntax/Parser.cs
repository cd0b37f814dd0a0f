using LeadSail.Prompts.Liquid.Tags;

namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>Reads a template into a tree.</summary>
internal sealed class Parser(Source source, Mentions mentions, int depth)
{
    private readonly Nesting nesting = new(source, depth);
    private Chunks chunks = new TemplateChunks(source);

    public Mentions Mentions => mentions;

    public Body ReadTemplate() => ReadBody(default).Body;

    public Markup Markup(Chunk chunk) => new(source, mentions, nesting, chunk);

    public LiquidException Error(Chunk chunk, string problem) => source.Error(chunk.At, problem);

    public string Text(Chunk chunk) => source.Text[chunk.Start..chunk.End];

    public Chunk ReadVerbatim(Chunk opening, string closing) => chunks.NextVerbatim(opening, closing);

    public void SkipComment(Chunk opening) => chunks.SkipComment(opening);

    /// <summary>Reads the lines of a <c>liquid</c> tag; what they open they must close.</summary>
    public Body ReadLines(Chunk liquid)
    {
        var outer = chunks;
        chunks = new LineChunks(source, liquid.Start, liquid.End);
        var body = ReadBody(liquid).Body;
        chunks = outer;
        return body;
    }

    /// <summary>Reads what stands between an opening tag and the first of its inner or closing tags; the closing tag comes last.</summary>
    public (Body Body, Chunk End) ReadBody(Chunk opening, params ReadOnlySpan<string> ends)
    {
        nesting.Enter(opening.At);
        var nodes = new List<Node>();
        Chunk chunk;
        while (true)
        {
            chunk = chunks.Next();
            if (chunk.Kind == ChunkKind.End)
            {
                if (ends.Length > 0) throw Error(opening, $"'{opening.Name}' is never closed with '{ends[^1]}'");
                break;
            }
            if (chunk.Kind == ChunkKind.Tag && ends.Contains(chunk.Name)) break;
            if (Read(chunk) is { } node) nodes.Add(node);
        }
        nesting.Leave();
        return (new Body(opening.At, [.. nodes]), chunk);
    }

    private Node? Read(Chunk chunk) => chunk.Kind switch
    {
        ChunkKind.Text => new Text(chunk.At, Text(chunk)),
        ChunkKind.Output => Output.Read(this, chunk),
        _ when TagCatalog.Find(chunk.Name) is { } read => read(this, chunk),
        _ => throw Error(chunk, chunk.Name switch
        {
            "" => "a tag without a name",
            "else" or "elsif" or "when" => $"'{chunk.Name}' does not belong here",
            var name when name.StartsWith("end", StringComparison.Ordinal) => $"'{name}' closes nothing that is open here",
            var name => $"there is no tag '{name}'",
        }),
    };
}
