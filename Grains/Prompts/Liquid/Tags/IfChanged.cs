using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% ifchanged %} … {% endifchanged %}</c>: writes its text unless it is the one written last.</summary>
internal sealed class IfChanged(int at, Body body) : Node(at)
{
    public static IfChanged Read(Parser parser, Chunk chunk) => new(chunk.At, parser.ReadBody(chunk, "endifchanged").Body);

    public override Flow Render(Rendering rendering)
    {
        var flow = Flow.Next;
        var text = rendering.Capture(() => flow = body.Render(rendering));
        if (text != rendering.LastChanged) rendering.Write(text);
        rendering.LastChanged = text;
        return flow;
    }
}
