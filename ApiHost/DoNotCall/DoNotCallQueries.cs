using System.Reflection;
using System.Text.Json;
using Dapper;
using LeadSail.DialedNumbers;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Queries;
using LeadSail.Storage;
using Microsoft.AspNetCore.Http.Metadata;

namespace LeadSail.DoNotCall;

/// <summary>Which entries to list.</summary>
internal sealed record DncFilter(Paging Paging, string? Search) : IEndpointParameterMetadataProvider
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        Paging.PopulateMetadata(parameter, builder);
        builder.Metadata.Add(new ParameterDetail("search", "Digits of the number in any formatting, or a part of the reason."));
    }

    public static async ValueTask<DncFilter?> BindAsync(HttpContext context) => new((await Paging.BindAsync(context))!, context.Request.Query.Text("search"));
}

/// <summary>The list out of the read table; what is in flight comes along in the same query.</summary>
internal sealed class DoNotCallQueries(IReadDatabase database)
{
    /// <summary>A page, in the order of the numbers. Its cursor is the last number, without <c>+</c>.</summary>
    public async Task<DncEntryList> ListAsync(string organizationId, DncFilter filter, CancellationToken cancellationToken)
    {
        var digits = string.Concat((filter.Search ?? "").Where(char.IsAsciiDigit));
        var isPhone = digits.Length > 0 && !filter.Search!.Any(char.IsLetter);
        var (search, column) = filter.Search is null ? ("", "") : (QueryValues.Containing(isPhone ? digits : filter.Search), isPhone ? "n.id" : "lower(n.reason)");
        var sql = $"""
            SELECT n.id, s.state FROM numbers n JOIN grain_state s ON s.type = 'number' AND s.key = n.org || '/' || n.id
            WHERE n.org = @organizationId AND n.listed = 1 AND n.id > @after {(column.Length == 0 ? "" : $"AND {column} LIKE lower(@search) ESCAPE '!'")}
            ORDER BY n.id LIMIT @limit
            """;
        var limit = filter.Paging.Limit;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<(string Phone, string State)>(new CommandDefinition(
            sql, new { organizationId, after = $"+{filter.Paging.Cursor}", search, limit = limit + 1 }, cancellationToken: cancellationToken))).AsList();
        var page = rows.Take(limit).Select(row => ViewOf(row.Phone, JsonSerializer.Deserialize<NumberState>(row.State, Json.Options)!.Ledger)).ToArray();
        var hasMore = rows.Count > page.Length;
        return new DncEntryList(page, hasMore ? page[^1].Phone[1..] : null, hasMore);
    }

    private static DncEntryView ViewOf(string phone, Ledger ledger) => DncEntryView.Of(phone, ledger.Listed!, NumberMachine.InFlight(ledger));
}

/// <summary>A page of the list.</summary>
/// <param name="Entries">The entries, in the order of their numbers.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record DncEntryList(IReadOnlyList<DncEntryView> Entries, string? NextCursor, bool HasMore);
