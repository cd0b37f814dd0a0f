using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace LeadSail.Webhooks;

/// <summary>What is wrong with headers that a user wants to have sent along.</summary>
public static class HeaderFaults
{
    private const int MostHeaders = 20, LongestName = 100, LongestValue = 1000;

    /// <summary>Headers that are ours to set.</summary>
    private static readonly ImmutableHashSet<string> Ours = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "Host", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Connection", "X-LeadSail-Signature");

    /// <summary>A line per fault.</summary>
    /// <param name="path">Where they stand.</param>
    /// <param name="headers">An object of name and value.</param>
    public static IReadOnlyList<string> Of(string path, JsonText headers)
    {
        using var document = JsonDocument.Parse(headers.Value);
        var given = document.RootElement.EnumerateObject().ToArray();
        string[] tooMany = given.Length > MostHeaders ? [string.Create(CultureInfo.InvariantCulture, $"{path}: must have at most {MostHeaders} headers")] : [];
        return [.. tooMany, .. given.Select(header => (header.Name, Fault: FaultOf(header))).Where(header => header.Fault is not null).Select(header => $"{path}.{header.Name}: {header.Fault}")];
    }

    private static string? FaultOf(JsonProperty header) => header switch
    {
        _ when header.Name.Length is 0 or > LongestName || !header.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') => "must be named by letters, digits, - and _",
        _ when Ours.Contains(header.Name) => "is set by the server",
        { Value.ValueKind: not JsonValueKind.String } => "must be a string",
        _ when header.Value.GetString() == SecretHeaders.Shown => "must be given anew: *** stands for a value that is known for this host, and there is none",
        _ when header.Value.GetString() is not { Length: <= LongestValue } value || !value.All(c => c is >= ' ' and <= '~') => "must be visible ASCII of at most 1000 characters",
        _ => null,
    };
}
