using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace LeadSail.Imports;

/// <summary>The rejected rows of an import as CSV: line, reason, and the row's own cells, so that it can be mended and imported again.</summary>
/// <param name="organizationId">Whose.</param>
/// <param name="importId">Of which import.</param>
/// <param name="columns">The names of the file's columns.</param>
/// <param name="rows">Where they stand.</param>
internal sealed class RejectsFile(string organizationId, string importId, IReadOnlyList<string> columns, IImportRows rows) : IResult
{
    /// <summary>The type of the answer.</summary>
    public const string MediaType = "text/csv";

    private const int PageSize = 200;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.ContentType = $"{MediaType}; charset=utf-8";
        answer.Headers.ContentDisposition = $"attachment; filename=\"{importId}-rejects.csv\"";

        // with a byte order mark spreadsheets read it as UTF-8
        await using var csv = CsvWriter.Create(answer.Body, new CsvWriterOptions { WriteByteOrderMark = true, ValidateFieldCount = false }, leaveOpen: true);
        await csv.WriteRecordAsync(["line", "reason", .. columns], httpContext.RequestAborted);
        var after = 0;
        while (await rows.RefusedAsync(organizationId, importId, after, PageSize, httpContext.RequestAborted) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                await csv.WriteRecordAsync([row.Line.ToString(CultureInfo.InvariantCulture), row.Fault!, .. JsonSerializer.Deserialize<string[]>(row.Cells.Value, Json.Options)!], httpContext.RequestAborted);
            }

            await csv.FlushAsync(httpContext.RequestAborted);
            after = page[^1].Number;
        }
    }
}
