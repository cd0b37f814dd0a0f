namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>What to do after a node: go on, or leave the loop or its turn.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>A part of a template.</summary>
internal abstract class Node(int at)
{
    /// <summary>Where it stands in the source.</summary>
    public int At => at;

    /// <summary>It can write nothing but white space. A block of only such nodes writes nothing at all, as in Liquid.</summary>
    public virtual bool IsBlank => false;

    public abstract Flow Render(Rendering rendering);
}

internal sealed class Text(int at, string text, bool isVerbatim = false) : Node(at)
{
    public override bool IsBlank { get; } = !isVerbatim && string.IsNullOrWhiteSpace(text);

    public override Flow Render(Rendering rendering)
    {
        rendering.Write(text);
        return Flow.Next;
    }
}

/// <summary>Nodes in order.</summary>
internal sealed class Body(int at, Node[] nodes) : Node(at)
{
    public override bool IsBlank { get; } = nodes.All(node => node.IsBlank);

    public override Flow Render(Rendering rendering)
    {
        foreach (var node in nodes)
        {
            rendering.At = node.At;
            rendering.Charge(1);
            var flow = node.Render(rendering);
            if (flow != Flow.Next) return flow;
        }
        return Flow.Next;
    }

    public Body WithoutText() => new(At, [.. nodes.Where(node => node is not Text)]);
}

/// <summary><c>{% break %}</c> and <c>{% continue %}</c>; outside a loop they end the template.</summary>
internal sealed class Jump(int at, Flow flow) : Node(at)
{
    public override Flow Render(Rendering rendering) => flow;
}
