using LeadSail.Calls;
using LeadSail.Organizations;
using LeadSail.Storage.Memory;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Interactions;

/// <summary>Lists of interactions.</summary>
internal sealed class MemoryInteractions(MemoryEngine engine, MemoryStates states, MemoryReadRows rows) : IInteractions
{
    public async Task<IReadOnlyList<T>> ListAsync<T>(string organizationId, InteractionFilter filter, int limit, CancellationToken cancellationToken) where T : class =>
        await engine.ReadAsync<IReadOnlyList<T>>(
            () =>
            [
                .. rows.Of("interactions").Where(row => Text(row, "org") == organizationId && Fits(row, filter)).OrderByDescending(Created).ThenByDescending(Id, StringComparer.Ordinal)
                    .Take(limit).Select(row => StateJson.Read<T>(states.Json("call", GrainKeys.Of(organizationId, Id(row))))),
            ],
            cancellationToken);

    public Task<IReadOnlyList<InteractionPlace>> KeepingAsync(
        string organizationId, CallTraces what, DateTimeOffset endedBefore, InteractionPlace? after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<InteractionPlace>>(
            () =>
            [
                .. rows.Of("interactions")
                    .Where(row => Text(row, "org") == organizationId && row.GetValueOrDefault(TracesColumn.Of(what)) is 1L && row.GetValueOrDefault("ended_at") is long ended && ended < Instants.Due(endedBefore))
                    .Select(row => new InteractionPlace(Instants.From((long)row["ended_at"]!), Id(row)))
                    .Where(place => after is null || IsBehind(place, after)).OrderBy(place => place.At).ThenBy(place => place.Id, StringComparer.Ordinal).Take(limit),
            ],
            cancellationToken);

    public Task<IReadOnlyList<MinuteCount>> PerMinuteAsync(string organizationId, DateTimeOffset from, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<MinuteCount>>(
            () =>
            [
                .. rows.Of("interactions").Where(row => Text(row, "org") == organizationId && Created(row) / 60_000 >= Instants.ToMilliseconds(from) / 60_000)
                    .GroupBy(row => (Minute: Created(row) / 60_000, Status: Text(row, "status")!)).OrderBy(group => group.Key.Minute).ThenBy(group => group.Key.Status, StringComparer.Ordinal)
                    .Select(group => new MinuteCount(Instants.From(group.Key.Minute * 60_000), Enums.Parse<InteractionStatus>(group.Key.Status)!.Value, group.Count())),
            ],
            cancellationToken);

    private bool Fits(IReadOnlyDictionary<string, object?> row, InteractionFilter filter) =>
        (filter.LeadId is null || Text(row, "lead_id") == filter.LeadId) && (filter.CampaignId is null || Text(row, "campaign_id") == filter.CampaignId)
        && (filter.AgentId is null || Text(row, "agent_id") == filter.AgentId) && (filter.Direction is not { } direction || Text(row, "direction") == Enums.Name(direction))
        && (filter.Statuses.IsEmpty || filter.Statuses.Any(status => Text(row, "status") == Enums.Name(status)))
        && (filter.From is not { } from || Created(row) >= Instants.Due(from)) && (filter.To is not { } to || Created(row) < Instants.Due(to))
        && (filter.OlderThan is not { } last || IsBehind(last, new InteractionPlace(Instants.From(Created(row)), Id(row))))
        && (filter.Search is not { } search || IsFound(row, search));

    private bool IsFound(IReadOnlyDictionary<string, object?> row, SearchText search) =>
        Id(row) == search.Text || Text(row, "lead_id") == search.Text || (search.Digits is { } digits && Text(row, "phone")?.EndsWith(digits, StringComparison.Ordinal) == true)
        || MemoryWords.Has(Words("spoken", row, Id(row)), search.Words) || MemoryWords.Has(Words("lead_names", row, Text(row, "lead_id")), search.Words);

    private string? Words(string table, IReadOnlyDictionary<string, object?> row, string? id) =>
        rows.Of(table).FirstOrDefault(other => Text(other, "org") == Text(row, "org") && Text(other, "id") == id) is { } found ? Text(found, "words") : null;

    private static bool IsBehind(InteractionPlace one, InteractionPlace other) => one.At > other.At || (one.At == other.At && string.CompareOrdinal(one.Id, other.Id) > 0);

    private static string? Text(IReadOnlyDictionary<string, object?> row, string column) => row.GetValueOrDefault(column) as string;

    private static long Created(IReadOnlyDictionary<string, object?> row) => (long)row["created_at"]!;

    private static string Id(IReadOnlyDictionary<string, object?> row) => (string)row["id"]!;
}
