using System.Collections.Frozen;
using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>The tags there are. Reading one gives its node, or null if it leaves nothing to render.</summary>
internal static class TagCatalog
{
    private static readonly FrozenDictionary<string, Func<Parser, Chunk, Node?>> All =
        new Dictionary<string, Func<Parser, Chunk, Node?>>
        {
            ["#"] = InlineComment,
            ["assign"] = Assign.Read,
            ["break"] = (_, chunk) => new Jump(chunk.At, Flow.Break),
            ["capture"] = Capture.Read,
            ["case"] = Case.Read,
            ["comment"] = Comment,
            ["continue"] = (_, chunk) => new Jump(chunk.At, Flow.Continue),
            ["cycle"] = Cycle.Read,
            ["decrement"] = (parser, chunk) => Counter.Read(parser, chunk, -1),
            ["doc"] = Doc,
            ["echo"] = Output.Read,
            ["for"] = For.Read,
            ["if"] = (parser, chunk) => If.Read(parser, chunk, wanted: true),
            ["ifchanged"] = IfChanged.Read,
            ["increment"] = (parser, chunk) => Counter.Read(parser, chunk, 1),
            ["liquid"] = (parser, chunk) => parser.ReadLines(chunk),
            ["raw"] = Raw,
            ["unless"] = (parser, chunk) => If.Read(parser, chunk, wanted: false),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<Parser, Chunk, Node?>? Find(string name) => All.GetValueOrDefault(name);

    private static Node? InlineComment(Parser parser, Chunk chunk)
    {
        foreach (var line in parser.Text(chunk).Split('\n').Skip(1))
        {
            var start = line.AsSpan().TrimStart();
            if (start.Length > 0 && start[0] != '#') throw parser.Error(chunk, "every line of this comment must begin with '#'");
        }
        return null;
    }

    private static Node? Comment(Parser parser, Chunk chunk)
    {
        parser.SkipComment(chunk);
        return null;
    }

    private static Node? Doc(Parser parser, Chunk chunk)
    {
        parser.Markup(chunk).ExpectEnd();
        parser.ReadVerbatim(chunk, "enddoc");
        return null;
    }

    private static Text Raw(Parser parser, Chunk chunk)
    {
        parser.Markup(chunk).ExpectEnd();
        return new Text(chunk.At, parser.Text(parser.ReadVerbatim(chunk, "endraw")), isVerbatim: true);
    }
}
