using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% cycle 'a', 'b' %}</c> or <c>{% cycle group: 'a', 'b' %}</c>: one value after the other, each time it is met.</summary>
internal sealed class Cycle(int at, Expression? group, string spelling, Expression[] values) : Node(at)
{
    public static Cycle Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        var (first, spelling) = markup.SpelledExpression();
        Expression? group = null;
        var values = new List<Expression>();
        if (markup.Accept(TokenKind.Colon)) group = first;
        else values.Add(first);
        while (group is not null && values.Count == 0 || markup.Accept(TokenKind.Comma))
        {
            var (value, part) = markup.SpelledExpression();
            values.Add(value);
            spelling += "," + part;
        }
        markup.ExpectEnd();
        return new Cycle(chunk.At, group, spelling, [.. values]);
    }

    public override Flow Render(Rendering rendering)
    {
        var key = group is null ? "," + spelling : Writing.ToText(rendering, group.Evaluate(rendering));
        var turn = rendering.Cycles.GetValueOrDefault(key);
        rendering.Cycles[key] = turn + 1 >= values.Length ? 0 : turn + 1;
        if (turn < values.Length) Output.Write(rendering, values[turn].Resolve(rendering));
        return Flow.Next;
    }
}
