namespace LeadSail.Prompts.Liquid;

/// <summary>A name in a template and where it stands.</summary>
/// <param name="Name">The name as spelled, without white space: <c>lead.customFields.budget</c>.</param>
/// <param name="Line">Line of the template, from 1.</param>
/// <param name="Column">Column in that line, in UTF-16 code units, from 1.</param>
public sealed record LiquidName(string Name, int Line, int Column);

/// <summary>A text rendered, and what it should have said but could not.</summary>
/// <param name="Text">The text, with nothing where a name is missing.</param>
/// <param name="Missing">Every place, in order of rendering, at which strict mode would have stopped.</param>
public sealed record LiquidRendering(string Text, IReadOnlyList<LiquidName> Missing);
