using LeadSail.Storage.Deliveries;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Memory;

/// <summary>The states of grains, with all that belongs to their commits.</summary>
internal sealed class MemoryStates(MemoryEngine engine, MemoryHistory history, MemoryReadRows rows, Action<RowChanged> announce)
    : IStateTable, IStateReader, IWakeups
{
    private readonly SortedDictionary<string, Row> states = new(StringComparer.Ordinal);

    public Task<StoredState?> FindAsync(string type, string key, CancellationToken cancellationToken) => engine.ReadAsync(
        () => states.GetValueOrDefault(Id(type, key)) is { } row ? new StoredState(row.Version, row.Json) : null, cancellationToken);

    public async Task<StateSaved> SaveAsync(StateChange change)
    {
        var saved = await engine.CommitAsync($"state/{change.Type}/{change.Key}", () => Save(change));
        if (saved.Done)
            announce(new RowChanged(change.Type, change.Key));
        return saved;
    }

    public async Task<IReadOnlyList<string>> SaveAllAsync(IReadOnlyList<StateChange> changes)
    {
        if (changes.Count == 0)
            return [];

        var saved = await engine.CommitAsync($"states/{changes[0].Type}/{changes[0].Key}", () => changes.Select(change => Save(change).Done).ToList());
        foreach (var (change, _) in changes.Zip(saved).Where(each => each.Second))
            announce(new RowChanged(change.Type, change.Key));
        return [.. changes.Zip(saved).Where(each => !each.Second).Select(each => each.First.Key)];
    }

    public async Task<T?> ReadAsync<T>(string grainType, string key, CancellationToken cancellationToken) where T : class =>
        await FindAsync(grainType, key, cancellationToken) is { } found ? StateJson.Read<T>(found.Json) : null;

    public Task<IReadOnlyDictionary<string, T>> ReadManyAsync<T>(string grainType, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) where T : class =>
        engine.ReadAsync<IReadOnlyDictionary<string, T>>(
            () => keys.Distinct(StringComparer.Ordinal).Where(key => states.ContainsKey(Id(grainType, key))).ToDictionary(key => key, key => StateJson.Read<T>(states[Id(grainType, key)].Json), StringComparer.Ordinal),
            cancellationToken);

    public Task<IReadOnlyList<string>> CallsHoldingLineAsync(string organizationId, string provider, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () => [.. rows.Of("interactions").Where(row => Is(row, "org", organizationId) && Is(row, "line", provider)).Select(row => (string)row["id"]!)],
            cancellationToken);

    public Task<IReadOnlyList<string>> CallsOfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () => [.. rows.Of("interactions").Where(row => Is(row, "org", organizationId) && Is(row, "lead_id", leadId)).Select(row => (string)row["id"]!)],
            cancellationToken);

    public Task<string?> FindCallAsync(string provider, string conversationId, string? interactionId, CancellationToken cancellationToken) => engine.ReadAsync(
        () =>
        {
            var found = rows.Of("interactions").FirstOrDefault(row => Is(row, "conversation_id", conversationId) && Is(row, "provider", provider))
                ?? rows.Of("interactions").FirstOrDefault(row => interactionId is not null && Is(row, "id", interactionId));
            return found is null ? null : $"{found["org"]}/{found["id"]}";
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> CallsStartingAsync(string provider, string providerAgentId, string phone, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () =>
            [
                .. rows.Of("interactions")
                    .Where(row => Is(row, "phone", phone) && Is(row, "provider", provider) && Is(row, "provider_agent_id", providerAgentId)
                        && row.GetValueOrDefault("line") is not null && row.GetValueOrDefault("conversation_id") is null)
                    .Select(row => $"{row["org"]}/{row["id"]}").Order(StringComparer.Ordinal),
            ],
            cancellationToken);

    public Task<IReadOnlyList<string>> CallsAnsweredAsync(string provider, string phone, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<string>>(
            () =>
            [
                .. rows.Of("interactions")
                    .Where(row => Is(row, "phone", phone) && Is(row, "provider", provider) && Is(row, "direction", "inbound") && Is(row, "status", "in_progress"))
                    .Select(row => $"{row["org"]}/{row["id"]}").Order(StringComparer.Ordinal),
            ],
            cancellationToken);

    public Task<IReadOnlyList<Wakeup>> ClaimDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        engine.CommitAsync<IReadOnlyList<Wakeup>>("wakeups", () => Claim(Instants.ToMilliseconds(now), limit), cancellationToken);

    /// <summary>The state of a grain that has one, inside a read.</summary>
    public string Json(string type, string key) => states[Id(type, key)].Json;

    private List<Wakeup> Claim(long now, int limit)
    {
        var due = states.Values.Where(row => row.WakeAt <= now)
            .OrderBy(row => row.WakeAt).ThenBy(row => row.Type, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal)
            .Take(limit).ToList();
        foreach (var row in due)
            states[Id(row.Type, row.Key)] = row with { WakeAt = now + WakeupRules.PutOff(row.WakeTries), WakeTries = row.WakeTries + 1 };
        return due.ConvertAll(row => new Wakeup(row.Type, row.Key));
    }

    private StateSaved Save(StateChange change)
    {
        var id = Id(change.Type, change.Key);
        var version = states.GetValueOrDefault(id)?.Version ?? 0;
        if (version != change.ExpectedVersion)
            return new StateSaved(false, version);

        var write = change.Row is null ? null : rows.Prepare(change.Key, change.Row, change.RemovesRow);
        MemoryHistory.Check(change.Events);
        if (change.ForgetsHistory)
        {
            var place = ReadRows.Place(change.Key);
            history.Forget(place);
            MemoryDeliveries.ForgetLead(rows, place.Organization, place.Id);
        }

        if (change.Events.Length > 0)
            history.Add(ReadRows.Place(change.Key), change.Events);
        write?.Invoke();

        if (change.Json is null)
            states.Remove(id);
        else
            states[id] = new Row(change.Type, change.Key, version + 1, change.Json, change.WakeAt, 0);
        return new StateSaved(true, change.Json is null ? 0 : version + 1);
    }

    private static string Id(string type, string key) => $"{type}/{key}";

    private static bool Is(IReadOnlyDictionary<string, object?> row, string column, string value) =>
        row.GetValueOrDefault(column) is string text && string.Equals(text, value, StringComparison.Ordinal);

    private sealed record Row(string Type, string Key, long Version, string Json, long? WakeAt, long WakeTries);
}
