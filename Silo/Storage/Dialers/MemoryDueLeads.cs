using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Storage.Memory;

namespace LeadSail.Storage.Dialers;

/// <summary>The leads in dialers.</summary>
internal sealed class MemoryDueLeads(MemoryEngine engine, MemoryReadRows rows) : IDueLeads
{
    public Task<IReadOnlyList<DueZone>> DueZonesAsync(string organizationId, string campaignId, Lane lane, DateTimeOffset now, CancellationToken cancellationToken) => engine.ReadAsync<IReadOnlyList<DueZone>>(
        () => [.. Of(organizationId, campaignId).Where(lead => lead.Lane == lane && lead.DueAt <= Instants.ToMilliseconds(now)).Select(lead => lead.Zone).Distinct()],
        cancellationToken);

    public Task<IReadOnlyList<string>> PickAsync(
        string organizationId, string campaignId, Lane lane, IReadOnlyCollection<DueZone> zones, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () =>
            [
                .. Of(organizationId, campaignId).Where(lead => lead.Lane == lane && zones.Contains(lead.Zone) && lead.DueAt <= Instants.ToMilliseconds(now))
                    .OrderBy(lead => lead.DueAt).ThenBy(lead => lead.Id, StringComparer.Ordinal).Take(limit).Select(lead => lead.Id),
            ],
            cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(
        string organizationId, string campaignId, ImmutableArray<Lane> lanes, DateTimeOffset now, CancellationToken cancellationToken) => engine.ReadAsync(
        () => Of(organizationId, campaignId).Where(lead => lanes.Contains(lead.Lane) && lead.DueAt > Instants.ToMilliseconds(now) && lead.DueAt < Instants.ToMilliseconds(DialerPlace.NotByWaiting)).Min(lead => (long?)lead.DueAt) is { } next
            ? Instants.From(next) : (DateTimeOffset?)null,
        cancellationToken);

    public Task<IReadOnlyList<WaitingLeads>> CountAsync(string organizationId, string campaignId, DateTimeOffset now, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<WaitingLeads>>(
            () =>
            [
                .. Of(organizationId, campaignId).GroupBy(lead => lead.Alike(Instants.ToMilliseconds(now)))
                    .Select(alike => new WaitingLeads(
                        alike.Key.Lane, alike.Key.Zone, alike.Key.Status, alike.Key.IsScheduled, alike.Key.HeldBy, alike.Count(), alike.Select(lead => lead.Id).Order(StringComparer.Ordinal).First())),
            ],
            cancellationToken);

    public Task<int> CountLaterAsync(string organizationId, string campaignId, WaitingLeads alike, DateTimeOffset now, DateTimeOffset than, CancellationToken cancellationToken) => engine.ReadAsync(
        () => Of(organizationId, campaignId).Count(lead => lead.NotBefore > Instants.ToMilliseconds(than)
            && lead.Alike(Instants.ToMilliseconds(now)) is var (lane, zone, status, _, heldBy) && (lane, zone, status, heldBy) == (alike.Lane, alike.Zone, alike.Status, alike.HeldBy)),
        cancellationToken);

    public Task<IReadOnlyList<string>> HeldAsync(string organizationId, string campaignId, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () =>
            [
                .. Of(organizationId, campaignId).Where(lead => lead.HeldBy is not null && lead.DueAt > Instants.ToMilliseconds(now) && string.CompareOrdinal(lead.Id, after) > 0)
                    .Select(lead => lead.Id).Order(StringComparer.Ordinal).Take(limit),
            ],
            cancellationToken);

    public Task<int> InFlightAsync(string organizationId, string campaignId, CancellationToken cancellationToken) => engine.ReadAsync(
        () => rows.Of("interactions").Count(row => row["org"] is string org && org == organizationId && row.GetValueOrDefault("campaign_id") is string campaign && campaign == campaignId
            && row.GetValueOrDefault("status") is "in_progress" && row.GetValueOrDefault("source") is "auto_dialer" or "first_submission"),
        cancellationToken);

    public Task<IReadOnlyList<(string OrganizationId, string CampaignId)>> CampaignsWithLeadsAsync(CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<(string, string)>>(
            () =>
            [
                .. rows.Of("leads").Where(row => row.GetValueOrDefault("dialer") is not null).Select(row => ((string)row["org"]!, (string)row["dialer"]!)).Distinct()
                    .OrderBy(dialer => dialer.Item1, StringComparer.Ordinal).ThenBy(dialer => dialer.Item2, StringComparer.Ordinal),
            ],
            cancellationToken);

    private IEnumerable<Waiting> Of(string organizationId, string campaignId) => rows.Of("leads")
        .Where(row => row["org"] is string org && org == organizationId && row.GetValueOrDefault("dialer") is string dialer && dialer == campaignId)
        .Select(row => new Waiting(
            (string)row["id"]!, Enums.Parse<Lane>((string?)row["lane"])!.Value, new DueZone((string)row["zone_key"]!, (int)(long)row["attempt"]!), (long)row["not_before"]!, (long)row["due_at"]!,
            (string?)row["held_by"], Enums.Parse<LeadStatus>((string?)row["status"])!.Value));

    private sealed record Waiting(string Id, Lane Lane, DueZone Zone, long NotBefore, long DueAt, string? HeldBy, LeadStatus Status)
    {
        public (Lane Lane, DueZone Zone, LeadStatus Status, bool IsScheduled, string? HeldBy) Alike(long now) => (Lane, Zone, Status, NotBefore > now, DueAt > now ? HeldBy : null);
    }
}
