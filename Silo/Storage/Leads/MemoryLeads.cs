using LeadSail.Imports;
using LeadSail.Leads;
using LeadSail.Storage.Memory;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Leads;

/// <summary>Many leads at once.</summary>
internal sealed class MemoryLeads(MemoryEngine engine, IStateTable states, MemoryReadRows rows, TimeProvider time) : ILeads
{
    public Task<IReadOnlyList<string>> IdsAsync(string organizationId, LeadSelection which, string? after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () => [.. Selected(organizationId, which).Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit)], cancellationToken);

    public Task<int> CountAsync(string organizationId, LeadSelection which, CancellationToken cancellationToken) =>
        engine.ReadAsync(() => Selected(organizationId, which).Count(), cancellationToken);

    public Task<IReadOnlyDictionary<LeadStatus, int>> ByStatusAsync(string organizationId, string campaignId, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyDictionary<LeadStatus, int>>(
            () => rows.Of("leads").Where(row => Text(row, "org") == organizationId && Text(row, "campaign_id") == campaignId)
                .CountBy(row => Enums.Parse<LeadStatus>(Text(row, "status")!)!.Value).ToDictionary(),
            cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> FindAsync(
        string organizationId, string campaignId, ImportIdentifier by, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyDictionary<string, string>>(
            () => rows.Of("leads").Where(row => Text(row, "org") == organizationId && Text(row, "campaign_id") == campaignId && Text(row, ColumnOf(by)) is { } value && values.Contains(value))
                .GroupBy(row => Text(row, ColumnOf(by))!).ToDictionary(same => same.Key, same => same.Select(row => Text(row, "id")!).Min(StringComparer.Ordinal)!),
            cancellationToken);

    public Task<IReadOnlyList<string>> InsertAsync(string organizationId, IReadOnlyCollection<NewLead> leads, CancellationToken cancellationToken) =>
        states.InsertLeadsAsync(organizationId, leads, time.GetUtcNow());

    private IEnumerable<string> Selected(string organizationId, LeadSelection which)
    {
        var search = LeadSearch.Of(which.Search);
        return rows.Of("leads")
            .Where(row => Text(row, "org") == organizationId && Text(row, "campaign_id") == which.CampaignId
                && (which.Statuses.IsEmpty || which.Statuses.Any(status => Text(row, "status") == Enums.Name(status)))
                && (which.IsTest is not { } test || row.GetValueOrDefault("is_test") is 1L == test) && (which.IsDnc is not { } dnc || row.GetValueOrDefault("is_dnc") is 1L == dnc)
                && (which.From is not { } from || (long)row["created_at"]! >= Instants.Due(from)) && (which.To is not { } to || (long)row["created_at"]! <= Instants.ToMilliseconds(to))
                && (search.Digits is not { } digits || Text(row, "phone")?.Contains(digits, StringComparison.Ordinal) == true)
                && search.Words.All(word => Text(row, "search")?.Contains(word, StringComparison.Ordinal) == true || Text(row, "id") == word))
            .Select(row => Text(row, "id")!);
    }

    private static string ColumnOf(ImportIdentifier by) => by == ImportIdentifier.Email ? "email" : "phone";

    private static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) as string;
}
