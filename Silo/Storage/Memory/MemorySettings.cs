namespace LeadSail.Storage.Memory;

/// <summary>Versioned rows of settings.</summary>
internal sealed class MemorySettings(MemoryEngine engine, MemoryHistory history, Action<RowChanged> announce) : ISettingTable
{
    private readonly SortedDictionary<string, SortedDictionary<string, SettingRow>> kinds = new(StringComparer.Ordinal);

    public Task<SettingRow?> FindAsync(string organization, string kind, string id, CancellationToken cancellationToken) =>
        engine.ReadAsync(() => Of(kind).GetValueOrDefault(Place(organization, id)), cancellationToken);

    public Task<IReadOnlyList<SettingRow>> ListAsync(string organization, string kind, string after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<SettingRow>>(
            () => [.. Of(kind).Values.Where(row => row.Organization == organization && string.CompareOrdinal(row.Id, after) > 0).Take(limit)], cancellationToken);

    public Task<IReadOnlyList<SettingRow>> ListAllAsync(string kind, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<SettingRow>>(() => [.. Of(kind).Values], cancellationToken);

    public async Task<SettingRow?> SaveAsync(SettingChange change)
    {
        var saved = await engine.CommitAsync($"settings/{change.Organization}/{change.Kind}/{change.Id}", () => Save(change));
        if (saved is not null)
            announce(new RowChanged(change.Kind, $"{change.Organization}/{change.Id}"));
        return saved;
    }

    private SettingRow? Save(SettingChange change)
    {
        var rows = Of(change.Kind);
        var place = Place(change.Organization, change.Id);
        var stored = rows.GetValueOrDefault(place);
        if (change.Apply(stored) is not { } row)
            return null;

        history.Add((change.Organization, change.Id), [change.Entry(stored, row)]);
        return rows[place] = row;
    }

    private SortedDictionary<string, SettingRow> Of(string kind)
    {
        if (!kinds.TryGetValue(kind, out var rows))
            kinds[kind] = rows = new(StringComparer.Ordinal);
        return rows;
    }

    private static string Place(string organization, string id) => $"{organization}\0{id}";
}
