using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LeadSail.Imports;
using LeadSail.Leads;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Leads;

/// <summary>Many leads at once.</summary>
internal sealed class SqlLeads(SqlDatabase database, SqlStates states, TimeProvider time) : ILeads
{
    private static readonly string FindByEmail = Find("email"), FindByPhone = Find("phone");

    public async Task<IReadOnlyList<string>> IdsAsync(string organizationId, LeadSelection which, string? after, int limit, CancellationToken cancellationToken)
    {
        var (where, parameters) = Conditions(organizationId, which);
        return await database.ReadAsync(
            session => session.Query($"SELECT id {where} AND id > @after ORDER BY id LIMIT @limit", row => row.GetString(0), [.. parameters, ("@after", after ?? ""), ("@limit", limit)]),
            cancellationToken);
    }

    public Task<int> CountAsync(string organizationId, LeadSelection which, CancellationToken cancellationToken)
    {
        var (where, parameters) = Conditions(organizationId, which);
        return database.ReadAsync(session => session.First($"SELECT count(*) {where}", row => row.GetInt32(0), [.. parameters]), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<LeadStatus, int>> ByStatusAsync(string organizationId, string campaignId, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            session => session.Query(
                "SELECT status, count(*) FROM leads WHERE org = @org AND campaign_id = @campaign GROUP BY status",
                row => (Status: Enums.Parse<LeadStatus>(row.GetString(0))!.Value, Leads: row.GetInt32(1)),
                ("@org", organizationId), ("@campaign", campaignId)),
            cancellationToken)).ToDictionary(group => group.Status, group => group.Leads);

    public async Task<IReadOnlyDictionary<string, string>> FindAsync(
        string organizationId, string campaignId, ImportIdentifier by, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0)
            return ImmutableDictionary<string, string>.Empty;

        (string, object?)[] parameters = [("@org", organizationId), ("@campaign", campaignId), .. SqlSession.Values("@value", values, ILeads.MostFound)];
        return (await database.ReadAsync(session => session.Query(by == ImportIdentifier.Email ? FindByEmail : FindByPhone, row => (Value: row.GetString(0), Id: row.GetString(1)), parameters), cancellationToken))
            .ToDictionary(found => found.Value, found => found.Id, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<string>> InsertAsync(string organizationId, IReadOnlyCollection<NewLead> leads, CancellationToken cancellationToken) =>
        states.InsertLeadsAsync(organizationId, leads, time.GetUtcNow());

    /// <summary>One look into an index for each value. The organization is no bare column: to PostgreSQL, while it has counted no rows yet, any index that begins with it seems as good.</summary>
    private static string Find(string column) => $"""
        WITH given (value) AS (VALUES {SqlSession.Names("@value", ILeads.MostFound, name => $"({name})")}),
          found (value, id) AS (SELECT value, (SELECT min(id) FROM leads WHERE {column} = value AND campaign_id = @campaign AND org || '' = @org) FROM given)
        SELECT DISTINCT value, id FROM found WHERE id IS NOT NULL
        """;

    /// <summary>Only what is asked for stands in the statement; the campaign's index gives the order.</summary>
    private static (string Where, List<(string, object?)> Parameters) Conditions(string organizationId, LeadSelection which)
    {
        var sql = new StringBuilder("FROM leads WHERE org = @org AND campaign_id = @campaign");
        var parameters = new List<(string, object?)> { ("@org", organizationId), ("@campaign", which.CampaignId) };
        void And(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                parameters.Add((name, value));
            }
        }

        var search = LeadSearch.Of(which.Search);
        And("@statuses LIKE '%,' || status || ',%'", "@statuses", which.Statuses.IsEmpty ? null : $",{string.Join(',', which.Statuses.Select(Enums.Name))},");
        And("is_test = @test", "@test", which.IsTest is { } test ? (test ? 1L : 0L) : null);
        And("is_dnc = @dnc", "@dnc", which.IsDnc is { } dnc ? (dnc ? 1L : 0L) : null);
        And("created_at >= @from", "@from", which.From is { } from ? Instants.Due(from) : null);
        And("created_at <= @to", "@to", which.To is { } to ? Instants.ToMilliseconds(to) : null);
        And("instr(phone, @digits) > 0", "@digits", search.Digits);
        foreach (var (i, word) in search.Words.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@word{i}");
            And($"(instr(search, {name}) > 0 OR id = {name})", name, word);
        }

        return (sql.ToString(), parameters);
    }
}
