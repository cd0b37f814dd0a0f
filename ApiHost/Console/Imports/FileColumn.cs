using LeadSail.Imports;

namespace LeadSail.Console.Imports;

/// <summary>A column of the file that an operator has chosen.</summary>
/// <param name="name">Its name.</param>
/// <param name="sample">What stands in it in the first row; null when nothing does.</param>
internal sealed class FileColumn(string name, string? sample)
{
    private const int LongestSample = 40;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>An example of what stands in it.</summary>
    public string? Sample => sample is null ? null : $"e.g. {(sample.Length > LongestSample ? $"{sample[..LongestSample]}…" : sample)}";

    /// <summary>The field that it fills; null when it is left out.</summary>
    public string? Target { get; set; } = ImportField.OfColumn(name)?.Name;

    /// <summary>What it can fill: any field, or a question or a field of the client's own by its name.</summary>
    public IReadOnlyList<(string, string)> Targets { get; } =
    [
        .. ImportField.All.Select(field => (field.Name, field.Name)),
        .. new[] { $"questionnaire.{name}", $"customFields.{name}" }.Where(field => ImportField.Find(field) is not null).Select(field => (field, field)),
    ];

    /// <summary>Those of a file, of which only the beginning is read.</summary>
    /// <exception cref="Http.RequestException">It names no columns.</exception>
    public static async Task<IReadOnlyList<FileColumn>> OfAsync(Stream stream)
    {
        await using var file = await ImportFile.OpenAsync(stream, CancellationToken.None);
        var first = await file.ReadAsync(CancellationToken.None);
        return [.. file.Columns.Select((name, i) => (Name: name, Cell: first?.Cells.ElementAtOrDefault(i))).Where(column => column.Name.Length > 0).Select(column => new FileColumn(column.Name, column.Cell is { Length: > 0 } cell ? cell : null))];
    }
}
