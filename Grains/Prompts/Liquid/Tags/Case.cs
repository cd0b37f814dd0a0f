using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>
/// <c>{% case x %}{% when a, b %} … {% else %} … {% endcase %}</c>. As in Liquid every value that matches renders its body once
/// more, and an else renders if nothing before it did; a branch without values is an else.
/// </summary>
internal sealed class Case : Node
{
    private readonly Expression subject;
    private readonly (Expression[]? Values, Body Body)[] branches;

    private Case(int at, Expression subject, List<(Expression[]? Values, Body Body)> branches)
        : base(at)
    {
        this.subject = subject;
        IsBlank = branches.TrueForAll(branch => branch.Body.IsBlank);
        this.branches = [.. IsBlank ? branches.Select(branch => branch with { Body = branch.Body.WithoutText() }) : branches];
    }

    public override bool IsBlank { get; }

    public static Case Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        var subject = markup.Expression();
        markup.ExpectEnd();
        var branches = new List<(Expression[]?, Body)>();
        var (_, end) = parser.ReadBody(chunk, "when", "else", "endcase");
        while (end.Name != "endcase")
        {
            var values = end.Name == "when" ? Values(parser.Markup(end)) : null;
            (var body, end) = parser.ReadBody(chunk, "when", "else", "endcase");
            branches.Add((values, body));
        }
        return new Case(chunk.At, subject, branches);
    }

    public override Flow Render(Rendering rendering)
    {
        var value = subject.Evaluate(rendering);
        var hasMatched = false;
        foreach (var (candidates, body) in branches)
        {
            var times = candidates is null
                ? hasMatched ? 0 : 1
                : candidates.Count(candidate => Compare.Equal(rendering, value, candidate.Evaluate(rendering)));
            hasMatched |= candidates is not null && times > 0;
            for (; times > 0; times--)
            {
                var flow = body.Render(rendering);
                if (flow != Flow.Next) return flow;
            }
        }
        return Flow.Next;
    }

    private static Expression[] Values(Markup markup)
    {
        var values = new List<Expression>();
        do values.Add(markup.Expression());
        while (markup.Accept(TokenKind.Comma) || markup.AcceptWord("or"));
        markup.ExpectEnd();
        return [.. values];
    }
}
