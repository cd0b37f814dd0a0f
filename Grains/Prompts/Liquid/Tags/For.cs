using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% for x in list limit: 3 offset: 1 reversed %} … {% else %} … {% endfor %}</c>.</summary>
internal sealed class For : Node
{
    private readonly LoopHead head;
    private readonly Body body;
    private readonly Body? otherwise;

    private For(int at, LoopHead head, Body body, Body? otherwise)
        : base(at)
    {
        IsBlank = body.IsBlank && otherwise is not { IsBlank: false };
        this.head = head;
        this.body = IsBlank ? body.WithoutText() : body;
        this.otherwise = IsBlank ? otherwise?.WithoutText() : otherwise;
    }

    public override bool IsBlank { get; }

    public static For Read(Parser parser, Chunk chunk)
    {
        var head = LoopHead.Read(parser.Markup(chunk));
        parser.Mentions.EnterLoop(head.Variable);
        var (body, end) = parser.ReadBody(chunk, "else", "endfor");
        parser.Mentions.LeaveLoop();
        Body? otherwise = null;
        while (end.Name == "else")
        {
            (var other, end) = parser.ReadBody(chunk, "else", "endfor");
            otherwise ??= other;
        }
        return new For(chunk.At, head, body, otherwise);
    }

    public override Flow Render(Rendering rendering)
    {
        var items = head.Items(rendering);
        if (items.Count == 0) return otherwise?.Render(rendering) ?? Flow.Next;
        var names = rendering.Names;
        var loop = new Loop(head.Name, head.Variable, items.Count, names.Loop);
        names.Loop = loop;
        var flow = Flow.Next;
        for (var i = 0; i < items.Count && flow != Flow.Break; i++)
        {
            rendering.At = At;
            rendering.Charge(1);
            loop.Turn(i, items[head.IsReversed ? items.Count - 1 - i : i]);
            flow = body.Render(rendering);
        }
        names.Loop = loop.Parent;
        return Flow.Next;
    }
}
