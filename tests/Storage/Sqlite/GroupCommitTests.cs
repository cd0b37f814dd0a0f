using LeadSail.Storage;

namespace LeadSail.Sqlite;

/// <summary>What comes in while a commit is under way becomes the next one.</summary>
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly SqliteStore store = new();
    private readonly Faults faults = new();
    private IDatabase database = null!;

    public Task InitializeAsync() => (database = store.Open(new Clock(), faults)).StartAsync();

    public Task DisposeAsync()
    {
        faults.Release();
        return store.CloseAsync();
    }

    [Fact]
    public async Task Up_to_256_writes_are_one_commit_in_the_order_of_their_keys()
    {
        var writes = await GatherAsync(300, i => database.Marks.SetAsync($"mark_{999 - i}", "1"));

        faults.Release();
        await Task.WhenAll(writes);

        Assert.Equal([1, 256, 44], faults.Commits.Select(keys => keys.Count));
        Assert.All(faults.Commits, keys => Assert.Equal(keys.Order(StringComparer.Ordinal), keys));
    }

    [Fact]
    public async Task Writes_of_one_key_are_never_in_one_commit_and_keep_their_order()
    {
        var writes = await GatherAsync(30, i => database.Marks.SetAsync($"mark_{i % 10}", $"{i}"));

        faults.Release();
        await Task.WhenAll(writes);

        Assert.Equal([1, 10, 10, 10], faults.Commits.Select(keys => keys.Count));
        Assert.All(faults.Commits, keys => Assert.Equal(keys.Distinct(), keys));
        Assert.Equal("27", await database.Marks.FindAsync("mark_7"));
    }

    [Fact]
    public async Task One_write_that_fails_is_left_out_and_tried_alone()
    {
        var writes = await GatherAsync(5, i => new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{i}").WriteAsync(Life.Call("in_progress").With(i == 3 ? null! : "created")));

        faults.Release();

        for (var i = 0; i < writes.Count; i++)
            Assert.Equal(i == 4, await Record.ExceptionAsync(() => writes[i]) is StorageException);
        Assert.Equal([1, 4], faults.Commits.Select(keys => keys.Count));
    }

    /// <summary>Queues writes one after the other behind a commit that is held.</summary>
    private async Task<List<Task>> GatherAsync(int count, Func<int, Task> write)
    {
        var held = faults.Hold();
        var first = database.Marks.SetAsync("first", "1");
        await held;
        return [first, .. Enumerable.Range(0, count).Select(write)];
    }
}
