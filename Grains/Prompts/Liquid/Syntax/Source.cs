namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>The text of a template; turns offsets into lines and columns when somebody asks.</summary>
internal sealed class Source(string text)
{
    public string Text => text;

    public LiquidException Error(int at, string problem)
    {
        var (line, column) = Place(at);
        return new LiquidException(problem, line, column);
    }

    public LiquidName Name(string name, int at)
    {
        var (line, column) = Place(at);
        return new LiquidName(name, line, column);
    }

    private (int Line, int Column) Place(int at)
    {
        var before = text.AsSpan(0, at);
        return (before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }
}
