using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapper;
using LeadSail.Dialers;
using LeadSail.Queries;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>Leads as the API shows them, one or many, out of the read table; the states come along in the same query.</summary>
internal sealed class LeadQueries(IReadDatabase database, NextCallTimes times, TimeProvider time)
{
    private const string Columns =
        "SELECT l.id AS Id, s.state AS State, l.campaign_id AS CampaignId, c.name AS Name, c.client_id AS ClientId, c.client_name AS ClientName, c.offer_id AS OfferId, c.offer_name AS OfferName";

    private const string Leads =
        "leads l JOIN grain_state s ON s.type = 'lead' AND s.key = l.org || '/' || l.id LEFT JOIN campaigns c ON c.org = l.org AND c.id = l.campaign_id WHERE l.org = @organizationId";

    /// <summary>One lead; null when there is none, or it was erased.</summary>
    public async Task<LeadView?> FindAsync(string organizationId, string leadId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition($"{Columns} FROM {Leads} AND l.id = @leadId", new { organizationId, leadId }, cancellationToken: cancellationToken));
        return row is null ? null : await ViewAsync(organizationId, row, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>A page, newest first.</summary>
    public async Task<LeadList> ListAsync(string organizationId, LeadFilter filter, CancellationToken cancellationToken)
    {
        var (sql, arguments) = Statement(organizationId, filter);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, arguments, cancellationToken: cancellationToken))).AsList();
        var now = time.GetUtcNow();
        var page = new List<LeadView>();
        foreach (var row in rows.Take(filter.Paging.Limit))
        {
            page.Add(await ViewAsync(organizationId, row, now, cancellationToken));
        }

        var hasMore = rows.Count > page.Count;
        return new LeadList(page, hasMore ? page[^1].LeadId : null, hasMore);
    }

    private async Task<LeadView> ViewAsync(string organizationId, Row row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lead = JsonSerializer.Deserialize<LeadState>(row.State, Json.Options)!;
        return LeadView.Of(row.Id, lead, row.Campaign, await times.FindAsync(organizationId, row.Id, lead, now, cancellationToken), now);
    }

    /// <summary>Only what is asked for stands in the statement, so that an index can serve it. The page is found first, for which an index alone is read where it holds what is searched.</summary>
    private static (string Sql, DynamicParameters Arguments) Statement(string organizationId, LeadFilter filter)
    {
        var sql = new StringBuilder("SELECT l.id FROM leads l");
        if (filter.ClientIds is not null || filter.OfferIds is not null)
        {
            sql.Append(" JOIN campaigns c ON c.org = l.org AND c.id = l.campaign_id");
        }

        sql.Append("\nWHERE l.org = @organizationId");
        var arguments = new DynamicParameters(new { organizationId, limit = filter.Paging.Limit + 1 });
        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append("\n  AND ").Append(condition);
                arguments.Add(name, value);
            }
        }

        // each by a parameter of its own: what Dapper makes of a list differs from database to database
        void OneOf(string column, string name, IReadOnlyList<string>? values)
        {
            if (values is not null)
            {
                sql.Append("\n  AND ").Append(column).Append(" IN (").AppendJoin(", ", values.Select((_, i) => $"@{name}{i}")).Append(')');
                foreach (var (i, value) in values.Index())
                {
                    arguments.Add($"{name}{i}", value);
                }
            }
        }

        Where("l.id < @cursor", "cursor", filter.Paging.Cursor);
        OneOf("l.id", "leadIds", filter.LeadIds);
        OneOf("l.campaign_id", "campaignIds", filter.CampaignIds);
        OneOf("c.client_id", "clientIds", filter.ClientIds);
        OneOf("c.offer_id", "offerIds", filter.OfferIds);
        OneOf("l.status", "statuses", filter.Statuses);
        Where(filter.IsTest == true ? "l.is_test = 1" : "l.is_test = @isTest", "isTest", filter.IsTest is { } test ? (test ? 1 : 0) : null); // as the partial indexes say it
        Where(filter.IsDnc == true ? "l.is_dnc = 1" : "l.is_dnc = @isDnc", "isDnc", filter.IsDnc is { } dnc ? (dnc ? 1 : 0) : null);
        Where("l.created_at >= @from", "from", filter.From is { } from ? Instants.Due(from) : null);
        Where("l.created_at <= @to", "to", filter.To is { } to ? Instants.ToMilliseconds(to) : null);
        var search = LeadSearch.Of(filter.Search);
        Where("l.phone LIKE @phone", "phone", search.Digits is { } digits ? $"%{digits}%" : null);
        foreach (var (i, word) in search.Words.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"word{i}");
            Where($"(l.search LIKE @{name} ESCAPE '!' OR l.id = @{name}Id)", name, QueryValues.Containing(word));
            arguments.Add($"{name}Id", word);
        }

        sql.Append("\nORDER BY l.id DESC LIMIT @limit");

        // CROSS JOIN is how SQLite is told to begin with the page
        return ($"{Columns} FROM ({sql}) page CROSS JOIN {Leads} AND l.id = page.id ORDER BY l.id DESC", arguments);
    }

    /// <summary>A lead with its campaign's names, as the query gives them.</summary>
    private sealed record Row(string Id, string State, string CampaignId, string? Name, string? ClientId, string? ClientName, string? OfferId, string? OfferName)
    {
        public LeadCampaignView Campaign => new(CampaignId, Name, ClientId, ClientName, null, OfferId, OfferName, null);
    }
}

/// <summary>A page of leads.</summary>
/// <param name="Leads">The leads, newest first.</param>
/// <param name="NextCursor">For the next page: the id of the last lead; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record LeadList(IReadOnlyList<LeadView> Leads, string? NextCursor, bool HasMore);
