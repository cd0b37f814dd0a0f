namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>What a template mentions, gathered while it is parsed.</summary>
internal sealed class Mentions(Source source)
{
    private readonly List<LiquidName> variables = [];
    private readonly List<LiquidName> unknownFilters = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);
    private readonly Stack<string> loops = new();

    public IReadOnlyList<LiquidName> Variables => variables;

    public IReadOnlyList<LiquidName> UnknownFilters => unknownFilters;

    /// <summary>Notes a variable, unless the template has made its first name itself before this place.</summary>
    public void Variable(string root, string name, int at)
    {
        var isOwn = made.Contains(root) || loops.Contains(root) || (loops.Count > 0 && root == "forloop");
        if (!isOwn && seen.Add(name)) variables.Add(source.Name(name, at));
    }

    public void Made(string name) => made.Add(name);

    public void EnterLoop(string variable) => loops.Push(variable);

    public void LeaveLoop() => loops.Pop();

    public void UnknownFilter(string name, int at) => unknownFilters.Add(source.Name(name, at));
}
