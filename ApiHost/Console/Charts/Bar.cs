namespace LeadSail.Console.Charts;

/// <summary>A bar.</summary>
/// <param name="Label">What it stands for, e.g. a minute.</param>
/// <param name="Parts">What it is made of, from below.</param>
/// <param name="Tick">What the axis says under it; null for nothing.</param>
public sealed record Bar(string Label, IReadOnlyList<BarPart> Parts, string? Tick = null);

/// <summary>A part of a bar.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Tone">Its colour, as of a badge.</param>
/// <param name="Count">Its height.</param>
public sealed record BarPart(string Name, string Tone, int Count);
