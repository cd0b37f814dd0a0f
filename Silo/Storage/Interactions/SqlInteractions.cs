using LeadSail.Calls;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Interactions;

/// <summary>Lists of interactions.</summary>
internal sealed class SqlInteractions(SqlDatabase database, ISqlDialect dialect) : IInteractions
{
    /// <summary>Each place where a search can be found, through an index of its own.</summary>
    private readonly string found = $"""
         AND i.id IN (
          SELECT id FROM interactions WHERE org = @org AND id = @text
          UNION SELECT id FROM interactions WHERE org = @org AND lead_id = @text
          UNION SELECT id FROM interactions WHERE org = @org AND phone LIKE @phone
          UNION SELECT s.id FROM spoken s WHERE s.org = @org AND {dialect.HasWords("spoken", "s", "@words")}
          UNION SELECT c.id FROM lead_names n JOIN interactions c ON c.org = n.org AND c.lead_id = n.id WHERE n.org = @org AND {dialect.HasWords("lead_names", "n", "@words")})
        """;

    public async Task<IReadOnlyList<T>> ListAsync<T>(string organizationId, InteractionFilter filter, int limit, CancellationToken cancellationToken) where T : class
    {
        // the page first: states are large, and are read for its rows only
        var sql = $"""
            SELECT g.state FROM (
              SELECT i.org, i.id, i.created_at FROM interactions i
              WHERE i.org = @org AND i.created_at >= @from AND i.created_at < @to AND (i.created_at, i.id) < (@at, @id)
                AND (@agent IS NULL OR i.agent_id = @agent) AND (@direction IS NULL OR i.direction = @direction) AND (@statuses IS NULL OR @statuses LIKE '%,' || i.status || ',%')
                {(filter.LeadId is null ? "" : " AND i.lead_id = @lead")}{(filter.CampaignId is null ? "" : " AND i.campaign_id = @campaign")}{(filter.Search is null ? "" : found)}
              ORDER BY i.created_at DESC, i.id DESC LIMIT @limit) page
            JOIN grain_state g ON g.type = 'call' AND g.key = page.org || '/' || page.id
            ORDER BY page.created_at DESC, page.id DESC
            """;
        return await database.ReadAsync(session => session.Query(sql, row => StateJson.Read<T>(row.GetString(0)), Parameters(organizationId, filter, limit)), cancellationToken);
    }

    public async Task<IReadOnlyList<InteractionPlace>> KeepingAsync(
        string organizationId, CallTraces what, DateTimeOffset endedBefore, InteractionPlace? after, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(
                $"""
                SELECT ended_at, id FROM interactions
                WHERE org = @org AND {TracesColumn.Of(what)} = 1 AND ended_at < @before AND (ended_at, id) > (@at, @id) ORDER BY ended_at, id LIMIT @limit
                """,
                row => new InteractionPlace(Instants.From(row.GetInt64(0)), row.GetString(1)),
                ("@org", organizationId), ("@before", Instants.Due(endedBefore)), ("@at", after is null ? long.MinValue : Instants.ToMilliseconds(after.At)), ("@id", after?.Id ?? ""),
                ("@limit", (long)limit)),
            cancellationToken);

    public async Task<IReadOnlyList<MinuteCount>> PerMinuteAsync(string organizationId, DateTimeOffset from, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(
                "SELECT created_at / 60000, status, count(*) FROM interactions WHERE org = @org AND created_at >= @from GROUP BY 1, 2 ORDER BY 1, 2",
                row => new MinuteCount(Instants.From(row.GetInt64(0) * 60_000), Enums.Parse<InteractionStatus>(row.GetString(1))!.Value, row.GetInt32(2)),
                ("@org", organizationId), ("@from", Instants.ToMilliseconds(from) / 60_000 * 60_000)),
            cancellationToken);

    private (string, object?)[] Parameters(string organizationId, InteractionFilter filter, int limit) =>
    [
        ("@org", organizationId),
        ("@from", filter.From is { } from ? Instants.Due(from) : long.MinValue),
        ("@to", filter.To is { } to ? Instants.Due(to) : long.MaxValue),
        ("@at", filter.OlderThan is { } last ? Instants.ToMilliseconds(last.At) : long.MaxValue),
        ("@id", filter.OlderThan?.Id ?? ""),
        ("@agent", filter.AgentId),
        ("@direction", filter.Direction is { } direction ? Enums.Name(direction) : null),
        ("@statuses", filter.Statuses.IsEmpty ? null : $",{string.Join(',', filter.Statuses.Select(Enums.Name))},"),
        ("@lead", filter.LeadId),
        ("@campaign", filter.CampaignId),
        ("@text", filter.Search?.Text),
        ("@phone", filter.Search?.Digits is { } digits ? $"%{digits}" : null),
        ("@words", filter.Search is { } search ? dialect.Words(search.Words) : null),
        ("@limit", (long)limit),
    ];
}
