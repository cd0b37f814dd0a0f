using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using LeadSail.Http;

namespace LeadSail.Imports;

/// <summary>
/// A CSV file, row by row. UTF-8 with or without a byte order mark, UTF-16 with one; columns separated by commas, semicolons or tabs. A row that is no CSV, or no UTF-8, fails alone.
/// </summary>
internal sealed class ImportFile : IAsyncDisposable
{
    private const int LongestRow = 4 * 1024 * 1024, LongestName = 200, MostColumns = 500;

    private readonly CsvReader csv;
    private CsvMalformedReason? malformed;

    private ImportFile(Stream file) => csv = CsvReader.Create(
        file,
        new CsvReaderOptions { TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LongestRow, OnMalformedRecord = record => malformed = record.Reason },
        leaveOpen: true);

    /// <summary>The names of its columns.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Reads the first line of a file, which stays open.</summary>
    /// <exception cref="RequestException">400: it names no columns.</exception>
    public static async Task<ImportFile> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var opened = new ImportFile(file);
        try
        {
            await opened.ReadColumnsAsync(cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next row; null at the end.</summary>
    public async Task<FileRow?> ReadAsync(CancellationToken cancellationToken)
    {
        malformed = null;
        try
        {
            return await csv.ReadAsync(cancellationToken) ? Row() : null;
        }
        catch (CsvFormatException e)
        {
            // where it ends nobody knows
            return new FileRow((int)e.LineNumber, [], "is longer than 4 MB, or its quotes do not end; nothing after it was read") { IsLast = true };
        }
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private async Task ReadColumnsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
        }
        catch (CsvFormatException)
        {
            throw RequestException.Invalid("file: its first line is too long");
        }

        Columns = [.. csv.Headers.Select(name => name.Trim())];
        if (FaultOfColumns() is { } fault)
        {
            throw RequestException.Invalid($"file: {fault}");
        }
    }

    private string? FaultOfColumns() => Columns switch
    {
        _ when Columns.All(name => name.Length == 0) => "is empty; its first line must name the columns",
        _ when Columns.Any(name => name.Contains('\uFFFD', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)) => "is no text in UTF-8; save it as CSV in UTF-8, or as UTF-16 with a byte order mark",
        _ when malformed is not null => "the quotes of its first line are not as in CSV (RFC 4180)",
        { Count: > MostColumns } => string.Create(CultureInfo.InvariantCulture, $"has more than {MostColumns} columns"),
        _ when Columns.Any(name => name.Length > LongestName) => string.Create(CultureInfo.InvariantCulture, $"the name of a column has more than {LongestName} characters"),
        _ => null,
    };

    private FileRow Row()
    {
        var cells = new string[Math.Max(csv.FieldCount, Columns.Count)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = i < csv.FieldCount ? csv.GetString(i) : "";
        }

        return new FileRow((int)csv.LineNumber, cells, FaultOf(cells));
    }

    private string? FaultOf(string[] cells) =>
        malformed == CsvMalformedReason.UnterminatedQuote ? "its quotes do not end; nothing after it was read"
        : malformed is not null ? "its quotes are not as in CSV (RFC 4180)"
        : !Utf8.IsValid(csv.RawRecord) ? "is no text in UTF-8"
        : cells.AsSpan(Columns.Count).ContainsAnyExcept("") ? string.Create(CultureInfo.InvariantCulture, $"has {cells.Length} cells, and the first line names {Columns.Count} columns")
        : null;
}

/// <summary>A row of a file.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Cells">What stands in it, one for each column at least.</param>
/// <param name="Fault">Why it cannot be read; null when it can.</param>
internal sealed record FileRow(int Line, string[] Cells, string? Fault)
{
    /// <summary>Whether nothing after it can be read.</summary>
    public bool IsLast { get; init; }
}
