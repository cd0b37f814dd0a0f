using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% for x in list limit: 3 offset: 1 reversed %} … {% else %} … {% endfor %}</c>.</summary>
internal sealed class For : Node
{
    private readonly string variable;
    private readonly string name;
    private readonly Expression list;
    private Expression? limit;
    private Expression? offset;
    private bool continues;
    private bool reversed;
    private Body body = null!;
    private Body? otherwise;

    private For(int at, string variable, string name, Expression list)
        : base(at) => (this.variable, this.name, this.list) = (variable, name, list);

    public override bool IsBlank => body.IsBlank && otherwise is not { IsBlank: false };

    public static For Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        var variable = markup.NewName();
        if (!markup.AcceptWord("in")) throw markup.Unexpected("'in'");
        var (list, spelling) = markup.SpelledExpression();
        var loop = new For(chunk.At, variable, $"{variable}-{spelling}", list);
        loop.ReadOptions(markup);

        parser.Mentions.EnterLoop(variable);
        (loop.body, var end) = parser.ReadBody(chunk, "else", "endfor");
        parser.Mentions.LeaveLoop();
        while (end.Name == "else")
        {
            (var other, end) = parser.ReadBody(chunk, "else", "endfor");
            loop.otherwise ??= other;
        }
        if (loop.IsBlank) (loop.body, loop.otherwise) = (loop.body.WithoutText(), loop.otherwise?.WithoutText());
        return loop;
    }

    public override Flow Render(Rendering rendering)
    {
        var items = Items(rendering);
        if (items.Count == 0) return otherwise?.Render(rendering) ?? Flow.Next;
        var names = rendering.Names;
        var loop = new Loop(name, variable, items.Count, names.Loop);
        names.Loop = loop;
        var flow = Flow.Next;
        for (var i = 0; i < items.Count && flow != Flow.Break; i++)
        {
            rendering.At = At;
            rendering.Charge(1);
            loop.Turn(i, items[reversed ? items.Count - 1 - i : i]);
            flow = body.Render(rendering);
        }
        names.Loop = loop.Parent;
        return Flow.Next;
    }

    private IReadOnlyList<object?> Items(Rendering rendering)
    {
        IReadOnlyList<object?> all = list.Evaluate(rendering) switch
        {
            IReadOnlyList<object?> items => items,
            IReadOnlyDictionary<string, object?> map => Lists.Pairs(rendering, map),
            string { Length: > 0 } text => [text],
            _ => [],
        };
        var from = continues ? rendering.LoopEnds.GetValueOrDefault(name) : Whole(rendering, offset, "offset") ?? 0;
        var first = (int)Math.Clamp(from, 0, all.Count);
        var count = (int)Math.Clamp(Whole(rendering, limit, "limit") ?? all.Count, 0, all.Count - first);
        rendering.LoopEnds[name] = first + count;
        return Lists.Slice(rendering, all, first, count);
    }

    private static long? Whole(Rendering rendering, Expression? expression, string option)
    {
        var value = expression?.Evaluate(rendering);
        return value is null ? null : Number.Whole(value) ?? throw rendering.Error($"'{option}' must be a whole number");
    }

    private void ReadOptions(Markup markup)
    {
        for (markup.Accept(TokenKind.Comma); !markup.IsAtEnd; markup.Accept(TokenKind.Comma))
        {
            if (markup.AcceptWord("reversed")) reversed = true;
            else if (markup.AcceptWord("limit")) limit = Option(markup);
            else if (markup.AcceptWord("offset"))
            {
                markup.Expect(TokenKind.Colon, "':'");
                continues = markup.AcceptWord("continue");
                offset = continues ? null : markup.Expression();
            }
            else throw markup.Unexpected("limit, offset or reversed");
        }
    }

    private static Expression Option(Markup markup)
    {
        markup.Expect(TokenKind.Colon, "':'");
        return markup.Expression();
    }
}
