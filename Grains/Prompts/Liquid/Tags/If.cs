using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>
/// <c>if</c> and <c>unless</c> with their <c>elsif</c> and <c>else</c>. A branch without condition is the else; Liquid allows more
/// branches after it, which never render.
/// </summary>
internal sealed class If : Node
{
    private readonly (Condition? Condition, bool Wanted, Body Body)[] branches;

    private If(int at, List<(Condition? Condition, bool Wanted, Body Body)> branches)
        : base(at)
    {
        IsBlank = branches.TrueForAll(branch => branch.Body.IsBlank);
        this.branches = [.. IsBlank ? branches.Select(branch => branch with { Body = branch.Body.WithoutText() }) : branches];
    }

    public override bool IsBlank { get; }

    public static If Read(Parser parser, Chunk chunk, bool wanted)
    {
        var closing = "end" + chunk.Name;
        var branches = new List<(Condition?, bool, Body)>();
        Condition? condition = parser.Markup(chunk).Condition();
        while (true)
        {
            var (body, end) = parser.ReadBody(chunk, "elsif", "else", closing);
            branches.Add((condition, wanted, body));
            if (end.Name == closing) return new If(chunk.At, branches);
            wanted = true;
            condition = end.Name == "elsif" ? parser.Markup(end).Condition() : null;
        }
    }

    public override Flow Render(Rendering rendering)
    {
        foreach (var (condition, wanted, body) in branches)
            if (condition is null || condition.Holds(rendering) == wanted) return body.Render(rendering);
        return Flow.Next;
    }
}
