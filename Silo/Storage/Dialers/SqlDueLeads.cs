using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Dialers;

/// <summary>The leads in dialers, through the one index that has them: it is skipped through from zone to zone, and read only where something is asked for.</summary>
internal sealed class SqlDueLeads(SqlDatabase database) : IDueLeads
{
    private const string InLane = "l.org = @org AND l.dialer = @dialer AND l.lane = @lane";

    /// <summary>Each zone and step of a lane, with the one of its leads that falls due first. The two places to look for the next one are apart so that each is one step in the index.</summary>
    private const string EachZone = $"""
        WITH RECURSIVE zone (zone_key, attempt, due_at) AS (
          SELECT first.zone_key, first.attempt, first.due_at
          FROM (SELECT l.zone_key, l.attempt, l.due_at FROM leads l WHERE {InLane} ORDER BY l.zone_key, l.attempt, l.due_at LIMIT 1) first
          UNION ALL
          SELECT n.zone_key, n.attempt, n.due_at FROM zone z JOIN leads n ON n.org = @org AND n.id = coalesce(
            (SELECT l.id FROM leads l WHERE {InLane} AND l.zone_key = z.zone_key AND l.attempt > z.attempt ORDER BY l.attempt, l.due_at LIMIT 1),
            (SELECT l.id FROM leads l WHERE {InLane} AND l.zone_key > z.zone_key ORDER BY l.zone_key, l.attempt, l.due_at LIMIT 1)))

        """;

    private const string
        Zones = EachZone + "SELECT zone_key, attempt FROM zone WHERE due_at <= @now",
        Next = EachZone + $"""
            SELECT min((SELECT l.due_at FROM leads l WHERE {InLane} AND l.zone_key = zone.zone_key AND l.attempt = zone.attempt AND l.due_at > @now AND l.due_at < @never ORDER BY l.due_at LIMIT 1)) FROM zone
            """,
        Pick = $"SELECT l.due_at, l.id FROM leads l WHERE {InLane} AND l.zone_key = @zone AND l.attempt = @attempt AND l.due_at <= @until ORDER BY l.due_at, l.id LIMIT @limit",
        Waiting = "FROM leads WHERE org = @org AND dialer = @dialer",
        Held = "CASE WHEN due_at > @now THEN held_by END",
        Count = $"SELECT lane, zone_key, attempt, status, CASE WHEN not_before > @now THEN 1 ELSE 0 END, {Held}, count(*), min(id) {Waiting} GROUP BY 1, 2, 3, 4, 5, 6",
        CountLater = $"""
            SELECT count(*) {Waiting} AND lane = @lane AND zone_key = @zone AND attempt = @attempt AND status = @status AND {Held} IS NOT DISTINCT FROM @held AND not_before > @than
            """,
        HeldOnes = "SELECT id FROM leads WHERE org = @org AND dialer = @dialer AND held_by IS NOT NULL AND due_at > @now AND id > @after ORDER BY id LIMIT @limit",
        Running = "SELECT count(*) FROM interactions WHERE org = @org AND campaign_id = @campaign AND status = 'in_progress' AND source IN ('auto_dialer', 'first_submission')",
        NextCampaign = "SELECT org, dialer FROM leads WHERE dialer IS NOT NULL AND org = @org AND dialer > @dialer ORDER BY dialer LIMIT 1",
        NextOrganization = "SELECT org, dialer FROM leads WHERE dialer IS NOT NULL AND org > @org ORDER BY org, dialer LIMIT 1";

    public async Task<IReadOnlyList<DueZone>> DueZonesAsync(string organizationId, string campaignId, Lane lane, DateTimeOffset now, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query(Zones, row => new DueZone(row.GetString(0), row.GetInt32(1)), Lane(organizationId, campaignId, lane, now)), cancellationToken);

    public async Task<IReadOnlyList<string>> PickAsync(
        string organizationId, string campaignId, Lane lane, IReadOnlyCollection<DueZone> zones, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => PickFrom(session, organizationId, campaignId, lane, zones, now, limit), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(
        string organizationId, string campaignId, ImmutableArray<Lane> lanes, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        session => lanes
            .Select(lane => session.First(Next, row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0), [.. Lane(organizationId, campaignId, lane, now), ("@never", Instants.ToMilliseconds(DialerPlace.NotByWaiting))]))
            .Min() is { } next ? Instants.From(next) : (DateTimeOffset?)null,
        cancellationToken);

    public async Task<IReadOnlyList<WaitingLeads>> CountAsync(string organizationId, string campaignId, DateTimeOffset now, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.Query(
            Count,
            row => new WaitingLeads(
                Enums.Parse<Lane>(row.GetString(0))!.Value, new DueZone(row.GetString(1), row.GetInt32(2)), Enums.Parse<LeadStatus>(row.GetString(3))!.Value,
                row.GetInt64(4) != 0, row.IsDBNull(5) ? null : row.GetString(5), row.GetInt32(6), row.GetString(7)),
            ("@now", Instants.ToMilliseconds(now)), ("@org", organizationId), ("@dialer", campaignId)),
        cancellationToken);

    public Task<int> CountLaterAsync(string organizationId, string campaignId, WaitingLeads alike, DateTimeOffset now, DateTimeOffset than, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First(
            CountLater, row => row.GetInt32(0),
            [
                .. Lane(organizationId, campaignId, alike.Lane, now), ("@zone", alike.Zone.ZoneKey), ("@attempt", alike.Zone.Attempt), ("@status", Enums.Name(alike.Status)),
                ("@held", alike.HeldBy), ("@than", Instants.ToMilliseconds(than)),
            ]),
        cancellationToken);

    public async Task<IReadOnlyList<string>> HeldAsync(string organizationId, string campaignId, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Query(
                HeldOnes, row => row.GetString(0),
                ("@org", organizationId), ("@dialer", campaignId), ("@now", Instants.ToMilliseconds(now)), ("@after", after ?? ""), ("@limit", limit)),
            cancellationToken);

    public Task<int> InFlightAsync(string organizationId, string campaignId, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.First(Running, row => row.GetInt32(0), ("@org", organizationId), ("@campaign", campaignId)), cancellationToken);

    public async Task<IReadOnlyList<(string OrganizationId, string CampaignId)>> CampaignsWithLeadsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session =>
        {
            var found = new List<(string Organization, string Campaign)>();
            var last = (Organization: "", Campaign: "");
            while ((session.First(NextCampaign, Read, ("@org", last.Organization), ("@dialer", last.Campaign)) ?? session.First(NextOrganization, Read, ("@org", last.Organization))) is { } next)
                found.Add(last = next);
            return found;

            static (string, string)? Read(System.Data.Common.DbDataReader row) => (row.GetString(0), row.GetString(1));
        },
        cancellationToken);

    /// <summary>Once enough are found, only what fell due earlier than the last of them can take a place.</summary>
    private static List<string> PickFrom(
        SqlSession session, string organizationId, string campaignId, Lane lane, IReadOnlyCollection<DueZone> zones, DateTimeOffset now, int limit)
    {
        var picked = new List<(long DueAt, string Id)>();
        var until = Instants.ToMilliseconds(now);
        foreach (var zone in zones)
        {
            picked.AddRange(session.Query(
                Pick, row => (row.GetInt64(0), row.GetString(1)), ("@org", organizationId), ("@dialer", campaignId), ("@lane", Enums.Name(lane)),
                ("@zone", zone.ZoneKey), ("@attempt", zone.Attempt), ("@until", until), ("@limit", limit)));
            if (picked.Count > limit)
            {
                picked.Sort(static (one, other) => one.DueAt != other.DueAt ? one.DueAt.CompareTo(other.DueAt) : string.CompareOrdinal(one.Id, other.Id));
                picked.RemoveRange(limit, picked.Count - limit);
                until = picked[^1].DueAt;
            }
        }

        return picked.OrderBy(lead => lead.DueAt).ThenBy(lead => lead.Id, StringComparer.Ordinal).Select(lead => lead.Id).ToList();
    }

    private static (string, object?)[] Lane(string organizationId, string campaignId, Lane lane, DateTimeOffset now) =>
        [("@org", organizationId), ("@dialer", campaignId), ("@lane", Enums.Name(lane)), ("@now", Instants.ToMilliseconds(now))];
}
