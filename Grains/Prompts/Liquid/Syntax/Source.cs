namespace LeadSail.Prompts.Liquid.Syntax;

/// <summary>The text of a template; turns offsets into lines and columns when somebody asks.</summary>
internal sealed class Source(string text)
{
    public string Text => text;

    /// <summary>Where each line begins.</summary>
    private int[] Lines => field ??= [0, .. text.Index().Where(pair => pair.Item == '\n').Select(pair => pair.Index + 1)];

    public LiquidException Error(int at, string problem)
    {
        var (line, column) = Place(at);
        return new LiquidException(problem, line, column);
    }

    public LiquidException Missing(string name, int at)
    {
        var (line, column) = Place(at);
        return new LiquidException($"there is no '{name}' here; if that can be right, give it a default", line, column, name);
    }

    public LiquidName Name(string name, int at)
    {
        var (line, column) = Place(at);
        return new LiquidName(name, line, column);
    }

    private (int Line, int Column) Place(int at)
    {
        var found = Array.BinarySearch(Lines, at);
        var line = found < 0 ? ~found : found + 1;
        return (line, at - Lines[line - 1] + 1);
    }
}
