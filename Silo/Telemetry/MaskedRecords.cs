using System.Globalization;
using LeadSail.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace LeadSail.Telemetry;

/// <summary>Log records on their way to a collector, without phone numbers, as <see cref="MaskedText"/> has lines on the console.</summary>
internal sealed class MaskedRecords : BaseProcessor<LogRecord>
{
    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        data.FormattedMessage = Masked(data.FormattedMessage);
        var attributes = (data.Attributes ?? []).Select(attribute => KeyValuePair.Create(attribute.Key, Masked(attribute.Value)));
        if (data.Exception is { } exception)
        {
            attributes =
            [
                .. attributes, new("exception.type", exception.GetType().FullName), new("exception.message", Masked(exception.Message)), new("exception.stacktrace", Masked(exception.ToString())),
            ];
            data.Exception = null; // it would be told as it is
        }

        data.Attributes = [.. attributes];
    }

    private static string? Masked(string? text) => text is null ? null : MaskedText.Mask(text);

    private static object? Masked(object? value) => value is null or bool or int or long or double ? value : MaskedText.Mask(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
