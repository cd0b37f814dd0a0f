using LeadSail.Storage;

namespace LeadSail.Sqlite;

/// <summary>The schema goes forward only, by files that never change.</summary>
public sealed class MigrationTests : IAsyncLifetime
{
    private readonly SqliteStore store = new();

    public async Task InitializeAsync()
    {
        var database = store.Open();
        await database.StartAsync();
        await database.Marks.SetAsync("heartbeat", "kept");
        await database.StopAsync();
    }

    public Task DisposeAsync() => store.CloseAsync();

    [Fact]
    public void An_empty_database_gets_every_table()
    {
        var tables = (string)SqliteStore.Run(
            store.File, "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%!_index!_%' ESCAPE '!' ORDER BY name)")!;

        Assert.Equal("campaigns commits deliveries events grain_state import_rows imports inbox interactions keyed_requests lead_names lead_names_index leads marks migrations numbers reminders settings spoken spoken_index", tables);
        Assert.Equal("1 001_initial.sql", SqliteStore.Run(store.File, "SELECT number || ' ' || name FROM migrations ORDER BY number"));
        Assert.Equal(64L, SqliteStore.Run(store.File, "SELECT length(checksum) FROM migrations"));
    }

    [Fact]
    public async Task A_database_that_is_up_to_date_is_opened_as_it_is()
    {
        var applied = SqliteStore.Run(store.File, "SELECT sum(applied_at) FROM migrations");

        var database = store.Open();
        await database.StartAsync();

        Assert.Equal("kept", await database.Marks.FindAsync("heartbeat"));
        Assert.Equal(applied, SqliteStore.Run(store.File, "SELECT sum(applied_at) FROM migrations"));
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_was_applied_is_refused()
    {
        SqliteStore.Run(store.File, "UPDATE migrations SET checksum = 'another' WHERE number = 1");

        Assert.Contains("The migration 001_initial.sql is not the one that was applied", await RefusalAsync());
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_refused()
    {
        SqliteStore.Run(store.File, "INSERT INTO migrations VALUES (999, '999_later.sql', 'x', 0)");

        Assert.Contains("was written by a later version of LeadSail Voice: its schema is 999", await RefusalAsync());
        Assert.Equal("kept", SqliteStore.Run(store.File, "SELECT value FROM marks"));
    }

    [Fact]
    public async Task A_refused_database_is_free_for_others()
    {
        SqliteStore.Run(store.File, "INSERT INTO migrations VALUES (999, '999_later.sql', 'x', 0)");
        await RefusalAsync();
        SqliteStore.Run(store.File, "DELETE FROM migrations WHERE number = 999");

        await store.Open().StartAsync();
    }

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<StorageException>(() => store.Open().StartAsync())).Message;
}
