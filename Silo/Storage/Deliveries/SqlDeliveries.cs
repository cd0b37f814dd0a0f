using System.Data.Common;
using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Deliveries;

/// <summary>The outbox.</summary>
internal sealed class SqlDeliveries(SqlDatabase database, ISqlDialect dialect) : IDeliveries
{
    private const string
        Columns = "org, id, event, campaign_id, lead_id, interaction_id, status, happened_at, state, url, body, attempts, tries, due_at, completed_at",

        // a receiver stands in the text of the busy ones, or it does not; both databases can tell
        IsDue = "FROM deliveries WHERE due_at <= @now AND replace(@busy, '|' || receiver || '|', '') = @busy",
        AnyDue = $"SELECT 1 {IsDue} LIMIT 1",
        Due = $"SELECT org, id {IsDue} ORDER BY due_at, id LIMIT @limit",
        Hide = "UPDATE deliveries SET due_at = @until WHERE org = @org AND id = @id",
        One = $"SELECT {Columns} FROM deliveries WHERE org = @org AND id = @id",
        Lock = "UPDATE deliveries SET tries = tries WHERE org = @org AND id = @id", // in both databases: nobody else's until the commit
        Save = """
            UPDATE deliveries SET state = @state, url = @url, body = @body, attempts = @attempts, tries = @tries, due_at = @due, completed_at = @completed
            WHERE org = @org AND id = @id
            """,
        Drop = "DELETE FROM deliveries WHERE org = @org AND id = @id",
        Page = $"""
            SELECT {Columns} FROM deliveries
            WHERE org = @org AND id < @before AND state = coalesce(@state, state) AND event = coalesce(@event, event) AND campaign_id = coalesce(@campaign, campaign_id)
              AND lead_id = coalesce(@lead, lead_id) AND (@interaction = '' OR interaction_id = @interaction)
            ORDER BY id DESC LIMIT @limit
            """,
        Purge = "DELETE FROM deliveries WHERE (org, id) IN (SELECT org, id FROM deliveries WHERE completed_at < @before ORDER BY completed_at, id LIMIT @limit)",
        ForgetBody = "UPDATE deliveries SET body = NULL WHERE org = @org AND interaction_id = @interaction AND body IS NOT NULL",
        Forget = "DELETE FROM deliveries WHERE org = @org AND lead_id = @lead";

    /// <summary>Behind every id.</summary>
    private const string Newest = "~";

    public async Task<IReadOnlyList<Delivery>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, IReadOnlyCollection<string> busy, CancellationToken cancellationToken)
    {
        var (at, excluded) = (Instants.ToMilliseconds(now), $"|{string.Join("||", busy)}|");
        if (!await database.ReadAsync(session => session.First(AnyDue, _ => true, ("@now", at), ("@busy", excluded)), cancellationToken))
            return [];

        var ids = await database.CommitAsync("deliveries", session => Claim(session, at, Instants.Due(hideUntil), limit, excluded), cancellationToken);
        return await database.ReadAsync(session => ids.SelectMany(id => session.Query(One, Read, ("@org", id.Organization), ("@id", id.Id))).ToList(), CancellationToken.None);
    }

    public async Task<Delivery?> ChangeAsync(string organizationId, string id, Func<Delivery, Delivery> change, CancellationToken cancellationToken)
    {
        var changed = await database.CommitAsync(
            $"deliveries/{id}",
            session =>
            {
                if (session.Execute(Lock, ("@org", organizationId), ("@id", id)) == 0)
                    return null;

                var next = change(session.First(One, Read, ("@org", organizationId), ("@id", id))!);
                session.Execute(
                    Save,
                    ("@org", organizationId), ("@id", id), ("@state", Enums.Name(next.State)), ("@url", next.Url), ("@body", next.Body),
                    ("@attempts", JsonSerializer.Serialize(next.Attempts, Json.Options)), ("@tries", (long)next.Tries),
                    ("@due", next.DueAt is { } due ? Instants.Due(due) : null), ("@completed", next.CompletedAt is { } over ? Instants.ToMilliseconds(over) : null));
                return session.First(One, Read, ("@org", organizationId), ("@id", id));
            },
            cancellationToken);
        if (changed is not null)
            database.Announce(Changed(organizationId, id));
        return changed;
    }

    public async Task DropAsync(IReadOnlyList<(string OrganizationId, string Id)> ids, CancellationToken cancellationToken)
    {
        await database.CommitAsync("deliveries", session => ids.Sum(each => session.Execute(Drop, ("@org", each.OrganizationId), ("@id", each.Id))), cancellationToken);
        foreach (var (organization, id) in ids)
            database.Announce(Changed(organization, id));
    }

    public Task<Delivery?> FindAsync(string organizationId, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(One, Read, ("@org", organizationId), ("@id", id)), cancellationToken);

    public async Task<Page<Delivery>> ListAsync(string organizationId, DeliveryFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            session => session.Query(
                Page, Read,
                ("@org", organizationId), ("@before", cursor ?? Newest), ("@state", filter.State is { } state ? Enums.Name(state) : null), ("@event", filter.Event),
                ("@campaign", filter.CampaignId), ("@lead", filter.LeadId), ("@interaction", filter.InteractionId ?? ""), ("@limit", limit + 1L)),
            cancellationToken);
        return new([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
    }

    public Task ForgetBodiesAsync(string organizationId, IReadOnlyCollection<string> interactionIds, CancellationToken cancellationToken) => database.CommitAsync(
        "deliveries", session => interactionIds.Sum(id => session.Execute(ForgetBody, ("@org", organizationId), ("@interaction", id))), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => database.CommitAsync(
        "deliveries", session => session.Execute(Purge, ("@before", Instants.ToMilliseconds(before)), ("@limit", (long)limit)), cancellationToken);

    /// <summary>Forgets what was told of a person, in the open transaction.</summary>
    public static void ForgetLead(SqlSession session, string organization, string leadId) => session.Execute(Forget, ("@org", organization), ("@lead", leadId));

    private static RowChanged Changed(string organization, string id) => new("delivery", $"{organization}/{id}");

    private List<(string Organization, string Id)> Claim(SqlSession session, long now, long hideUntil, int limit, string busy)
    {
        var due = session.Query(
            Due + dialect.ForClaim, row => (Organization: row.GetString(0), Id: row.GetString(1)), ("@now", now), ("@busy", busy), ("@limit", (long)limit));
        foreach (var (organization, id) in due)
            session.Execute(Hide, ("@until", hideUntil), ("@org", organization), ("@id", id));
        return due;
    }

    private static Delivery Read(DbDataReader row) => new()
    {
        OrganizationId = row.GetString(0),
        Id = row.GetString(1),
        Event = new(row.GetString(2), row.GetString(3), row.GetString(4), Text(row, 5), row.GetString(6), Instants.From(row.GetInt64(7))),
        State = Enums.Parse<DeliveryState>(row.GetString(8))!.Value,
        Url = Text(row, 9),
        Body = Text(row, 10),
        Attempts = [.. JsonSerializer.Deserialize<DeliveryAttempt[]>(row.GetString(11), Json.Options)!],
        Tries = (int)row.GetInt64(12),
        DueAt = row.IsDBNull(13) ? null : Instants.From(row.GetInt64(13)),
        CompletedAt = row.IsDBNull(14) ? null : Instants.From(row.GetInt64(14)),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
