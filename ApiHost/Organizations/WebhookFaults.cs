using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadSail.Webhooks;

namespace LeadSail.Organizations;

/// <summary>What only the whole of webhook settings can tell: an address that is none, headers that cannot be sent.</summary>
internal static class WebhookFaults
{
    private const int MostHeaders = 20, LongestName = 100, LongestValue = 1000;

    /// <summary>Headers that are ours to set.</summary>
    private static readonly ImmutableHashSet<string> Ours = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "Host", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "X-LeadSail-Signature");

    /// <summary>A line per fault.</summary>
    public static IEnumerable<string> Of(string path, WebhookSettings webhooks)
    {
        if (webhooks.Url is null ? webhooks.Enabled : !Uri.TryCreate(webhooks.Url, UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
        {
            yield return webhooks.Url is null ? $"{path}.url: is required when webhooks are enabled" : $"{path}.url: must be an http or https address without user and password";
        }

        using var document = JsonDocument.Parse(webhooks.Headers.Value);
        var headers = document.RootElement.EnumerateObject().ToArray();
        if (headers.Length > MostHeaders)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{path}.headers: must have at most {MostHeaders} headers");
        }

        foreach (var header in headers)
        {
            if (Fault(header) is { } fault)
            {
                yield return $"{path}.headers.{header.Name}: {fault}";
            }
        }
    }

    /// <summary>A merge patch takes a header out by making it null.</summary>
    public static JsonText WithoutNulls(JsonText headers)
    {
        using var document = JsonDocument.Parse(headers.Value);
        return new(JsonSerializer.Serialize(document.RootElement.EnumerateObject().Where(header => header.Value.ValueKind != JsonValueKind.Null).ToDictionary(header => header.Name, header => header.Value), Json.Options));
    }

    private static string? Fault(JsonProperty header) => header switch
    {
        _ when header.Name.Length is 0 or > LongestName || !header.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') => "must be named by letters, digits, - and _",
        _ when Ours.Contains(header.Name) => "is set by the server",
        { Value.ValueKind: not JsonValueKind.String } => "must be a string",
        _ when header.Value.GetString() is not { Length: <= LongestValue } value || !value.All(c => c is >= ' ' and <= '~') => "must be visible ASCII of at most 1000 characters",
        _ => null,
    };
}
