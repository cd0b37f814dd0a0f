namespace LeadSail.Prompts.Liquid;

/// <summary>What one template may use. The length of its source is for the caller to limit.</summary>
public sealed record LiquidLimits
{
    /// <summary>Every limit at its default.</summary>
    public static LiquidLimits Default { get; } = new();

    /// <summary>
    /// Work of one rendering, in steps; default 100,000 (about 10 ms), from 1. A step is one tag, output, filter, loop turn,
    /// list item touched, or 64 characters read or written.
    /// </summary>
    public int Steps { get; init; } = 100_000;

    /// <summary>
    /// Nesting of blocks and expressions in the template, and of lists and objects in the data, in levels; default 50, 1 to 200.
    /// </summary>
    public int Depth { get; init; } = 50;

    /// <summary>Length of the text rendered, and of any text made on the way, in UTF-16 code units; default 200,000, from 1.</summary>
    public int OutputLength { get; init; } = 200_000;

    /// <summary>Wall time of one rendering, measured only when the scope has a clock; default 1 second, above 0.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Depth, 200);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Time, TimeSpan.Zero);
    }
}
