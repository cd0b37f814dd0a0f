using System.Collections.Concurrent;
using LeadSail.Storage.States;

namespace LeadSail.Storage;

/// <summary>Settings over a table, with the cache in front of it.</summary>
internal sealed class Settings(ISettingTable table, TimeProvider time) : ISettings
{
    private const int LargestCache = 10_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Kind, string Organization, string Id), (SettingRow Row, object Setting, long ReadAt)> cache = new();

    public async Task<Setting<T>?> FindAsync<T>(string organizationId, string id, bool fresh, CancellationToken cancellationToken) where T : class, ISetting
    {
        if (!fresh && cache.TryGetValue((T.Kind, organizationId, id), out var known) && time.GetElapsedTime(known.ReadAt) < Freshness)
            return (Setting<T>)known.Setting;

        var readAt = time.GetTimestamp();
        return await table.FindAsync(organizationId, T.Kind, id, cancellationToken) is { } row ? Remember<T>(row, readAt) : null;
    }

    public async Task<Page<Setting<T>>> ListAsync<T>(string organizationId, string? cursor, int limit, CancellationToken cancellationToken) where T : class, ISetting
    {
        var rows = await table.ListAsync(organizationId, T.Kind, cursor ?? "", limit + 1, cancellationToken);
        Setting<T>[] items = [.. rows.Take(limit).Select(ToSetting<T>)];
        return new Page<Setting<T>>(items, rows.Count > limit ? items[^1].Id : null);
    }

    public async Task<IReadOnlyList<(string OrganizationId, Setting<T> Row)>> ListAllAsync<T>(CancellationToken cancellationToken) where T : class, ISetting =>
        [.. (await table.ListAllAsync(T.Kind, cancellationToken)).Select(row => (row.Organization, ToSetting<T>(row)))];

    public Task<Setting<T>?> SaveAsync<T>(string organizationId, string id, T value, long? expectedVersion, string actor, CancellationToken cancellationToken)
        where T : class, ISetting =>
        SaveAsync<T>(new SettingChange(organizationId, T.Kind, id, StateJson.Write(value), expectedVersion, actor, time.GetUtcNow())).WaitAsync(cancellationToken);

    private async Task<Setting<T>?> SaveAsync<T>(SettingChange change) where T : class, ISetting
    {
        var readAt = time.GetTimestamp();
        return await table.SaveAsync(change) is { } row ? Remember<T>(row, readAt) : null;
    }

    // A read that was overtaken by a change never brings the older row back.
    private Setting<T> Remember<T>(SettingRow row, long readAt) where T : class, ISetting
    {
        if (cache.Count >= LargestCache)
            cache.Clear();
        var setting = ToSetting<T>(row);
        cache.AddOrUpdate(
            (T.Kind, row.Organization, row.Id),
            (row, setting, readAt),
            (_, known) => known.Row.Version > row.Version ? known : (row, setting, readAt));
        return setting;
    }

    private static Setting<T> ToSetting<T>(SettingRow row) where T : class, ISetting =>
        new(row.Id, row.Version, Instants.From(row.CreatedAt), Instants.From(row.UpdatedAt), StateJson.Read<T>(row.Json));
}
