using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace LeadSail.Imports;

/// <summary>A field of a lead that a column of a file can fill.</summary>
/// <param name="Name">As the API calls it, e.g. <c>address.zip</c>, <c>questionnaire.roof</c>.</param>
/// <param name="Path">Where it stands in the body of <c>POST /leads</c>; empty for the id, which does not.</param>
/// <param name="Kind">How a cell is read.</param>
internal sealed record ImportField(string Name, ImmutableArray<string> Path, CellKind Kind)
{
    private const int LongestKey = 200;

    private static readonly char[] TagSeparators = [',', ';'];

    /// <summary>The fields with names of their own, in the order in which they are offered.</summary>
    public static readonly ImmutableArray<ImportField> All =
    [
        .. new[] { "firstName", "lastName", "email", "phone" }.Select(Text), new("leadId", [], CellKind.Text),
        .. new[] { "street", "unit", "city", "state", "zip", "country" }.Select(part => Text($"address.{part}")),
        .. new[] { "country", "dateOfBirth", "timezone", "timezoneSource", "notes" }.Select(Text),
        new("tags", ["tags"], CellKind.List), new("isTest", ["isTest"], CellKind.Flag), new("isDnc", ["flags", "isDnc"], CellKind.Flag), new("compliance.tcpaConsent", ["compliance", "tcpaConsent"], CellKind.Flag),
    ];

    /// <summary>What stands before a key of the client's own.</summary>
    public static readonly ImmutableArray<string> Groups = ["questionnaire.", "customFields.", "attribution.params.", "attribution.", "compliance."];

    private static readonly ImmutableDictionary<string, ImportField> Named = All.ToImmutableDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>By names as people write them, without case, blanks and signs; parts of an address also without it.</summary>
    private static readonly ImmutableDictionary<string, ImportField> Written = All
        .Concat(All.Where(field => field.Name.StartsWith("address.", StringComparison.Ordinal) && field.Path[1] != "country"))
        .Select((field, i) => (Name: Bare(i < All.Length ? field.Name : field.Path[1]), Field: field)).ToImmutableDictionary(field => field.Name, field => field.Field, StringComparer.Ordinal);

    /// <summary>The field of a name; null when there is none.</summary>
    public static ImportField? Find(string name) => Named.GetValueOrDefault(name)
        ?? (Groups.FirstOrDefault(group => name.StartsWith(group, StringComparison.Ordinal)) is { } of && !Groups.Contains($"{name}.") && name.Length - of.Length is > 0 and <= LongestKey
            ? new(name, [.. of.TrimEnd('.').Split('.'), name[of.Length..]], CellKind.Text) : null);

    /// <summary>The field that a column means by its name; null when it means none.</summary>
    public static ImportField? OfColumn(string column) => Written.GetValueOrDefault(Bare(column))
        ?? (Groups.FirstOrDefault(group => column.StartsWith(group, StringComparison.OrdinalIgnoreCase)) is { } of ? Find(of + column[of.Length..]) : null);

    /// <summary>Writes a cell, which is not empty, into the body.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Write(string cell, JsonObject body)
    {
        var flag = Kind == CellKind.Flag ? FlagOf(cell) : null;
        if (Kind == CellKind.Flag && flag is null)
        {
            return $"{Name}: must be true or false";
        }

        var place = body;
        foreach (var step in Path[..^1])
        {
            place = (JsonObject)(place[step] ??= new JsonObject());
        }

        place[Path[^1]] = Kind switch
        {
            CellKind.Flag => JsonValue.Create(flag!.Value),
            CellKind.List => new JsonArray([.. cell.Split(TagSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(item => JsonValue.Create(item))]),
            _ => JsonValue.Create(cell),
        };
        return null;
    }

    private static bool? FlagOf(string cell) => cell.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "1" => true,
        "FALSE" or "NO" or "N" or "0" => false,
        _ => null,
    };

    private static ImportField Text(string name) => new(name, [.. name.Split('.')], CellKind.Text);

    private static string Bare(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}

/// <summary>How a cell is read.</summary>
internal enum CellKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>true, yes, y, 1, or false, no, n, 0.</summary>
    Flag,

    /// <summary>Items separated by commas or semicolons.</summary>
    List,
}
