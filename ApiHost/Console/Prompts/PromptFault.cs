using System.Globalization;
using System.Text.RegularExpressions;
using LeadSail.Console.Api;

namespace LeadSail.Console.Prompts;

/// <summary>Where a template does not parse or render, as the API tells it: <c>body: line 3, column 7: …</c>.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Text">What is wrong, with its place.</param>
public sealed partial record PromptFault(int Line, int Column, string Text)
{
    /// <summary>The fault of a field; null when it has none that names a place.</summary>
    public static PromptFault? Of(ApiFault? fault, string field) => fault?.Of(field) is { } said && Place().Match(said) is { Success: true } place
        ? new(int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture), said)
        : null;

    /// <summary>How many characters stand before it.</summary>
    public int OffsetIn(string text)
    {
        var start = 0;
        for (var line = 1; line < Line && text.IndexOf('\n', start) is >= 0 and var end; line++)
        {
            start = end + 1;
        }

        return Math.Min(start + Column - 1, text.Length);
    }

    [GeneratedRegex(@"^line (\d{1,9}), column (\d{1,9})\b")]
    private static partial Regex Place();
}
