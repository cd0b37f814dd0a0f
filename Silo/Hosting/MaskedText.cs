using System.Globalization;
using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace LeadSail.Hosting;

/// <summary>
/// Log lines as text, without phone numbers: our own lines never hold one, but a grain's key may be one, and the runtime and
/// exceptions name keys.
/// </summary>
internal sealed partial class MaskedText(string template, IFormatProvider format) : ITextFormatter
{
    private readonly MessageTemplateTextFormatter inner = new(template, format);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        inner.Format(logEvent, text);
        output.Write(Mask(text.ToString()));
    }

    /// <summary>The text with no phone number in it.</summary>
    public static string Mask(string text) => Phone().Replace(text, "+…");

    [GeneratedRegex(@"\+[0-9]{7,15}\b")]
    private static partial Regex Phone();
}
