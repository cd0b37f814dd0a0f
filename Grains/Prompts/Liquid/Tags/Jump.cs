namespace LeadSail.Prompts.Liquid.Tags;

/// <summary><c>{% break %}</c> and <c>{% continue %}</c>; outside a loop they end the template.</summary>
internal sealed class Jump(int at, Flow flow) : Node(at)
{
    public override Flow Render(Rendering rendering) => flow;
}
