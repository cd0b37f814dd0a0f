using System.Globalization;
using System.Text;
using LeadSail.Calls;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Interactions;

/// <summary>Lists of interactions.</summary>
internal sealed class SqlInteractions(SqlDatabase database, ISqlDialect dialect) : IInteractions
{
    /// <summary>What more rows than these have is no help in finding a page: the newest that have it are near.</summary>
    private const int Many = 2_000;

    public async Task<IReadOnlyList<T>> ListAsync<T>(string organizationId, InteractionFilter filter, int limit, CancellationToken cancellationToken) where T : class =>
        await database.ReadAsync(
            session =>
            {
                var (where, parameters) = Conditions(session, organizationId, filter);

                // the page first: states are large, and are read for its rows only
                var sql = $"""
                    SELECT g.state FROM (SELECT i.org, i.id, i.created_at FROM interactions i {where} ORDER BY i.created_at DESC, i.id DESC LIMIT @limit) page
                    JOIN grain_state g ON g.type = 'call' AND g.key = page.org || '/' || page.id
                    ORDER BY page.created_at DESC, page.id DESC
                    """;
                return session.Query(sql, row => StateJson.Read<T>(row.GetString(0)), [.. parameters, ("@limit", (long)limit)]);
            },
            cancellationToken);

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

    /// <summary>Only what is asked for stands in the statement, so that an index can serve it.</summary>
    private (string Where, List<(string, object?)> Parameters) Conditions(SqlSession session, string organizationId, InteractionFilter filter)
    {
        var sql = new StringBuilder("WHERE i.org = @org");
        var parameters = new List<(string, object?)> { ("@org", organizationId) };
        void And(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                parameters.Add((name, value));
            }
        }

        And("i.lead_id = @lead", "@lead", filter.LeadId);
        And("i.campaign_id = @campaign", "@campaign", filter.CampaignId);
        And("i.agent_id = @agent", "@agent", filter.AgentId);
        And("i.direction = @direction", "@direction", filter.Direction is { } direction ? Enums.Name(direction) : null);
        And("i.created_at >= @from", "@from", filter.From is { } from ? Instants.Due(from) : null);
        And("i.created_at < @to", "@to", filter.To is { } to ? Instants.Due(to) : null);
        if (filter.Statuses is [var status])
            sql.Append(CultureInfo.InvariantCulture, $" AND i.status = '{Enums.Name(status)}'"); // in words, as the partial index of running calls says it
        else if (!filter.Statuses.IsEmpty)
            And("@statuses LIKE '%,' || i.status || ',%'", "@statuses", $",{string.Join(',', filter.Statuses.Select(Enums.Name))},");
        if (filter.OlderThan is { } last)
        {
            And("(i.created_at, i.id) < (@at, @id)", "@at", Instants.ToMilliseconds(last.At));
            parameters.Add(("@id", last.Id));
        }

        if (filter.Search is { } search)
        {
            parameters.Add(("@text", search.Text));
            parameters.Add(("@phone", search.Digits is { } digits ? $"%{digits}" : null));
            parameters.Add(("@words", dialect.Words(search.Words)));
            sql.Append(Found(session, search));
        }

        return (sql.ToString(), parameters);
    }

    /// <summary>
    /// Each place where a search can be found, through an index of its own; but words that many rows have are looked for in one call after the other, from the newest on,
    /// because then the page is full soon.
    /// </summary>
    private string Found(SqlSession session, SearchText search)
    {
        List<string> few = ["SELECT id FROM interactions WHERE org = @org AND id = @text", "SELECT id FROM interactions WHERE org = @org AND lead_id = @text"], many = [];
        if (search.Digits is not null)
            few.Add("SELECT id FROM interactions WHERE org = @org AND phone LIKE @phone");
        if (HaveMany("spoken"))
            many.Add($" OR EXISTS (SELECT 1 FROM spoken s WHERE s.org = i.org AND s.id = i.id AND {dialect.AlsoHasWords("spoken", "s", "@words")})");
        else
            few.Add($"SELECT s.id FROM spoken s WHERE {dialect.HasWords("spoken", "s", "@words")} AND s.org || '' = @org"); // an expression: the words lead to the rows, not the organization
        if (HaveMany("lead_names"))
            many.Add($" OR EXISTS (SELECT 1 FROM lead_names n WHERE n.org = i.org AND n.id = i.lead_id AND {dialect.AlsoHasWords("lead_names", "n", "@words")})");
        else
            few.Add($"SELECT c.id FROM lead_names n JOIN interactions c ON c.org = n.org AND c.lead_id = n.id WHERE {dialect.HasWords("lead_names", "n", "@words")} AND n.org || '' = @org");
        return $" AND (i.id IN ({string.Join(" UNION ", few)}){string.Concat(many)})";

        bool HaveMany(string table) => session.First(dialect.CountWords(table, "@words", "@many"), row => row.GetInt64(0), ("@words", dialect.Words(search.Words)), ("@many", (long)Many)) == Many;
    }
}
