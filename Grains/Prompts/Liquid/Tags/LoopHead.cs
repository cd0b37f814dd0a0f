using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>What a loop goes over: <c>x in list limit: 3 offset: continue reversed</c>.</summary>
/// <param name="Name">Variable and list as spelled; loops of one name continue one another.</param>
internal sealed record LoopHead(
    string Variable,
    string Name,
    Expression List,
    Expression? Limit = null,
    Expression? Offset = null,
    bool Continues = false,
    bool IsReversed = false)
{
    public static LoopHead Read(Markup markup)
    {
        var variable = markup.NewName();
        if (!markup.AcceptWord("in")) throw markup.Unexpected("'in'");
        var (list, spelling) = markup.SpelledExpression();
        var head = new LoopHead(variable, $"{variable}-{spelling}", list);
        for (markup.Accept(TokenKind.Comma); !markup.IsAtEnd; markup.Accept(TokenKind.Comma)) head = head.ReadOption(markup);
        return head;
    }

    public IReadOnlyList<object?> Items(Rendering rendering)
    {
        IReadOnlyList<object?> all = List.Evaluate(rendering) switch
        {
            IReadOnlyList<object?> items => items,
            IReadOnlyDictionary<string, object?> map => Lists.Pairs(rendering, map),
            string { Length: > 0 } text => [text],
            _ => [],
        };
        var from = Continues ? rendering.LoopEnds.GetValueOrDefault(Name) : Whole(rendering, Offset, "offset") ?? 0;
        var first = (int)Math.Clamp(from, 0, all.Count);
        var count = (int)Math.Clamp(Whole(rendering, Limit, "limit") ?? all.Count, 0, all.Count - first);
        rendering.LoopEnds[Name] = first + count;
        return Lists.Slice(rendering, all, first, count);
    }

    private LoopHead ReadOption(Markup markup)
    {
        if (markup.AcceptWord("reversed")) return this with { IsReversed = true };
        var isLimit = markup.AcceptWord("limit");
        if (!isLimit && !markup.AcceptWord("offset")) throw markup.Unexpected("limit, offset or reversed");
        markup.Expect(TokenKind.Colon, "':'");
        if (isLimit) return this with { Limit = markup.Expression() };
        return markup.AcceptWord("continue") ? this with { Continues = true } : this with { Offset = markup.Expression() };
    }

    private static long? Whole(Rendering rendering, Expression? expression, string option)
    {
        var value = expression?.Evaluate(rendering);
        return value is null ? null : Number.Whole(value) ?? throw rendering.Error($"'{option}' must be a whole number");
    }
}
