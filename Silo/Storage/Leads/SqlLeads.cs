using System.Globalization;
using System.Text;
using LeadSail.Leads;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Leads;

/// <summary>Many leads at once.</summary>
internal sealed class SqlLeads(SqlDatabase database, SqlStates states, TimeProvider time) : ILeads
{
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

    public Task<IReadOnlyList<string>> InsertAsync(string organizationId, IReadOnlyCollection<NewLead> leads, CancellationToken cancellationToken) =>
        states.InsertLeadsAsync(organizationId, leads, time.GetUtcNow());

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
