using System.Text.Json;
using Dapper;
using LeadSail.Http;
using LeadSail.Storage;

namespace LeadSail.Imports;

/// <summary>Imports as the API shows them, out of the read table; the states come along in the same query.</summary>
internal sealed class ImportQueries(IReadDatabase database)
{
    private const string Page = """
        SELECT i.id, s.state FROM imports i JOIN grain_state s ON s.type = 'import' AND s.key = i.org || '/' || i.id
        WHERE i.org = @organizationId AND i.id < @before ORDER BY i.id DESC LIMIT @limit
        """;

    /// <summary>A page, newest first.</summary>
    public async Task<ImportList> ListAsync(string organizationId, Paging paging, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(string Id, string State)>(new CommandDefinition(
            Page, new { organizationId, before = paging.Cursor ?? "imp~", limit = paging.Limit + 1 }, cancellationToken: cancellationToken))).AsList();
        var page = rows.Take(paging.Limit).Select(row => ImportView.Of(row.Id, JsonSerializer.Deserialize<ImportState>(row.State, Json.Options)!)).ToArray();
        var hasMore = rows.Count > page.Length;
        return new ImportList(page, hasMore ? page[^1].ImportId : null, hasMore);
    }
}
