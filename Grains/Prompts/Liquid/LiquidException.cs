namespace LeadSail.Prompts.Liquid;

/// <summary>A template that does not parse, breaks a rule of its mode while rendering, or exceeds a limit.</summary>
public sealed class LiquidException : Exception
{
    internal LiquidException(string problem, int line, int column, string? missingName = null)
        : base($"line {line}, column {column}: {problem}")
    {
        Problem = problem;
        Line = line;
        Column = column;
        MissingName = missingName;
    }

    /// <summary>What is wrong, without the place; <see cref="Exception.Message"/> has both.</summary>
    public string Problem { get; }

    /// <summary>Line of the template, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in that line, in UTF-16 code units, from 1.</summary>
    public int Column { get; }

    /// <summary>The name that does not exist, when that is what is wrong (strict mode only); else null.</summary>
    public string? MissingName { get; }
}
