using System.Globalization;
using LeadSail.Prompts.Liquid.Syntax;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% increment name %}</c> writes the counter and then moves it; <c>decrement</c> moves it first.</summary>
internal sealed class Counter(int at, string name, int by) : Node(at)
{
    public static Counter Read(Parser parser, Chunk chunk, int by)
    {
        var markup = parser.Markup(chunk);
        var name = markup.NewName();
        markup.ExpectEnd();
        parser.Mentions.Made(name);
        return new Counter(chunk.At, name, by);
    }

    public override Flow Render(Rendering rendering)
    {
        var (before, after) = rendering.Names.Count(name, by);
        rendering.Write((by > 0 ? before : after).ToString(CultureInfo.InvariantCulture));
        return Flow.Next;
    }
}
