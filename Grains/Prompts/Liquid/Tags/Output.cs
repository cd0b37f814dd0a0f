using LeadSail.Prompts.Liquid.Expressions;
using LeadSail.Prompts.Liquid.Syntax;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{{ value | filter }}</c> or <c>{% echo value %}</c>.</summary>
internal sealed class Output(int at, Filtered value) : Node(at)
{
    public static Node Read(Parser parser, Chunk chunk)
    {
        var markup = parser.Markup(chunk);
        return markup.IsAtEnd ? new Text(chunk.At, "") : new Output(chunk.At, markup.Filtered());
    }

    public override Flow Render(Rendering rendering)
    {
        Write(rendering, value.Resolve(rendering));
        return Flow.Next;
    }

    /// <summary>Writes a value, or says that it is missing.</summary>
    public static void Write(Rendering rendering, object? value)
    {
        if (value is Missing missing) rendering.Report(missing);
        else if (value is string text) rendering.Write(text);
        else if (value is not null) Writing.Write(rendering, value);
    }
}
