using Orleans.Storage;

namespace LeadSail;

/// <summary>What an activation does with the storage.</summary>
public sealed class StoredGrain<T>(IGrainStorage storage, string type, string key) where T : class, new()
{
    private readonly GrainState<T> state = new(new T());
    private readonly GrainId id = GrainId.Create(type, key);

    public T State { get => state.State!; set => state.State = value; }

    public string? ETag { get => state.ETag; set => state.ETag = value; }

    public bool RecordExists => state.RecordExists;

    public Task ReadAsync() => storage.ReadStateAsync(type, id, state);

    public Task WriteAsync(T value)
    {
        state.State = value;
        return storage.WriteStateAsync(type, id, state);
    }

    public Task ClearAsync() => storage.ClearStateAsync(type, id, state);
}
