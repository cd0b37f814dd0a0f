using LeadSail.Storage;

namespace LeadSail;

/// <summary>A test with an empty storage of its own.</summary>
public abstract class StorageTest<TStore> : IAsyncLifetime where TStore : IStoreUnderTest, new()
{
    protected TStore Store { get; } = new();

    protected Clock Clock { get; } = new();

    protected Faults Faults { get; } = new();

    protected IDatabase Database { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Database = Store.Open(Clock, Faults);
        return Database.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Faults.Release();
        await Database.DisposeAsync();
        await Store.CloseAsync();
    }

    /// <summary>A grain with what its activation remembers.</summary>
    protected StoredGrain<T> Grain<T>(string key = "org_a/int_1", string type = "call") where T : class, new() => new(Database.Grains, type, key);

    protected async Task<IReadOnlyList<string>> HistoryAsync(string key = "org_a/int_1")
    {
        var parts = key.Split('/');
        return [.. (await Database.History.ReadAsync(parts[0], parts[1], 0, 1000)).Select(entry => entry.Type)];
    }

    /// <summary>Does the same many times at once.</summary>
    protected static Task<T[]> AtOnce<T>(int count, Func<int, Task<T>> work) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i))));
}
