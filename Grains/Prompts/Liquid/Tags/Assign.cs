using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% assign name = value | filter %}</c>. What is missing stays missing under its new name.</summary>
internal sealed class Assign(int at, string name, Filtered value) : Node(at)
{
    public override bool IsBlank => true;

    public static Assign Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        var name = markup.NewName();
        markup.Expect(TokenKind.Assign, "'='");
        var assign = new Assign(chunk.At, name, markup.Filtered());
        parser.Mentions.Made(name);
        return assign;
    }

    public override Flow Render(Rendering rendering)
    {
        rendering.Names.Assign(name, value.Resolve(rendering));
        return Flow.Next;
    }
}

/// <summary><c>{% capture name %} … {% endcapture %}</c>.</summary>
internal sealed class Capture(int at, string name, Body body) : Node(at)
{
    public override bool IsBlank => true;

    public static Capture Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        var name = markup.NewNameOrText();
        markup.ExpectEnd();
        var body = parser.ReadBody(chunk, "endcapture").Body;
        parser.Mentions.Made(name);
        return new Capture(chunk.At, name, body);
    }

    public override Flow Render(Rendering rendering)
    {
        var flow = Flow.Next;
        rendering.Names.Assign(name, rendering.Capture(() => flow = body.Render(rendering)));
        return flow;
    }
}
