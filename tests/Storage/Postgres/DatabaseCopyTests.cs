using LeadSail.Sqlite;
using LeadSail.Storage;
using LeadSail.Storage.Copies;

namespace LeadSail.Postgres;

/// <summary>A SQLite database on its way to PostgreSQL.</summary>
public sealed class DatabaseCopyTests : IAsyncLifetime
{
    private readonly SqliteStore old = new();
    private readonly PostgresStore store = new();

    public async Task InitializeAsync()
    {
        var database = old.Open();
        await database.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{i:00}").WriteAsync(Life.Call("in_progress").With("created", "begun"));
        }

        await database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann\0 Ääkkönen"), 0, "key_1");
        await database.Inbox.AcceptAsync(new("evt_1", "elevenlabs", "conv_1", "post_call", Clock.Epoch, new byte[] { 0, 1, 255 }, 0));
        await database.Marks.SetAsync("heartbeat", "kept");
        await database.StopAsync();
    }

    public async Task DisposeAsync()
    {
        await old.CloseAsync();
        await store.CloseAsync();
    }

    [Fact]
    public async Task All_of_it_is_there_and_goes_on()
    {
        var copied = Copy();

        Assert.Equal([("events", 61), ("grain_state", 30), ("inbox", 1), ("interactions", 30), ("marks", 1), ("settings", 1)], copied.Where(table => table.Rows > 0).Select(table => (table.Table, (int)table.Rows)));
        var database = store.Open();
        await database.StartAsync();
        var grain = new StoredGrain<Life>(database.Grains, "call", "org_a/int_07");
        await grain.ReadAsync();
        await grain.WriteAsync(Life.Call("completed").With("ended"));
        var history = await database.History.ReadAsync("org_a", "int_07", 0, 10);
        Assert.Equal(["created", "begun", "ended"], history.Select(entry => entry.Type));
        Assert.Equal(62, history[^1].Seq);
        Assert.Equal(new byte[] { 0, 1, 255 }, Assert.Single(await database.Inbox.ClaimDueAsync(Clock.Epoch, Clock.Epoch.AddMinutes(1), 10)).Body.ToArray());
        Assert.StartsWith("Ann", (await database.Settings.FindAsync<Agent>("org_a", "agent_1"))!.Value.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_with_data_is_refused_and_kept()
    {
        var database = store.Open();
        await database.StartAsync();
        await database.Marks.SetAsync("mine", "1");
        Assert.Contains("in use by another process", Refusal(), StringComparison.Ordinal);
        await database.StopAsync();

        Assert.Contains("holds data already, in the table marks", Refusal(), StringComparison.Ordinal);
        Assert.Equal(0L, PostgresServer.Run(store.ConnectionString, "SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task A_file_in_use_or_missing_and_a_target_of_the_same_kind_are_refused()
    {
        Assert.Contains("--to must name a PostgreSQL database", Assert.Throws<StorageException>(() => DatabaseCopy.Run("Data Source=data/leadsail.db", "Data Source=x.db", old.Folder, Clock.Epoch)).Message, StringComparison.Ordinal);
        Assert.Contains("must be there", Assert.Throws<StorageException>(() => DatabaseCopy.Run("Data Source=nowhere.db", store.ConnectionString, old.Folder, Clock.Epoch)).Message, StringComparison.Ordinal);

        await old.Open().StartAsync();
        Assert.Contains("in use by another process", Refusal(), StringComparison.Ordinal);
    }

    private IReadOnlyList<(string Table, long Rows)> Copy() => DatabaseCopy.Run("Data Source=data/leadsail.db", store.ConnectionString, old.Folder, Clock.Epoch);

    private string Refusal() => Assert.Throws<StorageException>(Copy).Message;
}
