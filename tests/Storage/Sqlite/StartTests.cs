using System.Data.Common;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace LeadSail.Sqlite;

/// <summary>What the storage says when it cannot be used, and that it then touches nothing.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private readonly SqliteStore store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => store.CloseAsync();

    [Fact]
    public async Task The_default_lies_under_the_content_root()
    {
        await store.Open().StartAsync();

        Assert.True(File.Exists(Path.Combine(store.Folder, "data", "leadsail.db")));
    }

    [Fact]
    public async Task A_second_user_of_the_file_is_refused_until_the_first_has_stopped()
    {
        var first = store.Open();
        await first.StartAsync();

        Assert.Contains("in use by another process", await RefusalAsync());

        await first.StopAsync();
        await store.Open().StartAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_kept()
    {
        await File.WriteAllTextAsync(Prepare(), new string('x', 5000));

        Assert.Contains("is not a SQLite database", await RefusalAsync());
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(store.File));
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_kept()
    {
        SqliteStore.Run(Prepare(), "CREATE TABLE songs (name TEXT)");
        var before = await File.ReadAllBytesAsync(store.File);

        Assert.Contains("not one of LeadSail Voice", await RefusalAsync());
        Assert.Equal(before, await File.ReadAllBytesAsync(store.File));
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_kept()
    {
        var database = store.Open();
        await database.StartAsync();
        await database.StopAsync();
        await using (var file = File.OpenWrite(store.File))
            file.SetLength(file.Length / 2);
        var before = await File.ReadAllBytesAsync(store.File);

        Assert.Contains("is damaged", await RefusalAsync());
        Assert.Equal(before, await File.ReadAllBytesAsync(store.File));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "data"), "a file where the folder should be");

        var refusal = await RefusalAsync();

        Assert.Contains("cannot be written", refusal);
        Assert.Contains(store.File, refusal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(store.File);

        Assert.Contains("cannot be opened", await RefusalAsync());
    }

    [Theory]
    [InlineData("Data Source=:memory:", "must be \"Data Source=<file>\"")]
    [InlineData("Data Source=", "must be \"Data Source=<file>\"")]
    [InlineData("Data Source=a.db;Mode=Memory", "must be \"Data Source=<file>\"")]
    [InlineData("Server=x", "must be \"Data Source=<file>\"")]
    [InlineData("nonsense", "must be \"Data Source=<file>\"")]
    public void A_connection_string_that_names_no_file_is_refused(string connectionString, string says) =>
        Assert.Contains(says, Assert.Throws<StorageException>(() => store.Services(new Clock(), new Faults(), connectionString)).Message);

    [Fact]
    public async Task A_storage_that_was_not_started_says_so()
    {
        var database = store.Open();

        Assert.Equal("The storage was not started.", (await Assert.ThrowsAsync<StorageException>(() => database.PingAsync())).Message);
        Assert.False(File.Exists(store.File));
    }

    [Fact]
    public async Task The_host_starts_the_storage_first_and_stops_it_last()
    {
        var services = store.Services(new Clock(), new Faults(), $"Data Source={store.File}");
        var host = Assert.Single(services.GetServices<IHostedService>().OfType<IHostedLifecycleService>());

        await host.StartingAsync(default);
        await services.GetRequiredService<IMarks>().SetAsync("heartbeat", "1");
        Assert.Same(services.GetRequiredKeyedService<IGrainStorage>("Default"), services.GetRequiredService<IGrainStorage>());
        await host.StoppedAsync(default);

        await Assert.ThrowsAsync<StorageException>(() => services.GetRequiredService<IMarks>().FindAsync("heartbeat"));
    }

    [Fact]
    public async Task A_connection_for_queries_reads_what_is_committed_and_cannot_write()
    {
        var services = store.Services(new Clock(), new Faults());
        await services.GetRequiredService<IDatabase>().StartAsync();
        await services.GetRequiredService<IMarks>().SetAsync("heartbeat", "1");
        await using var connection = await services.GetRequiredService<IReadDatabase>().OpenAsync();
        await using var command = connection.CreateCommand();

        command.CommandText = "SELECT value FROM marks";
        Assert.Equal("1", await command.ExecuteScalarAsync());
        command.CommandText = "DELETE FROM marks";
        await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task A_row_that_the_schema_refuses_fails_alone_and_leaves_nothing()
    {
        var database = store.Open();
        await database.StartAsync();
        var writes = Enumerable.Range(0, 64).Select(i => Record.ExceptionAsync(() => new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{i:00}").WriteAsync(
            Life.Call(i == 20 ? null! : "in_progress", i == 40 ? new ReadColumn("is_test", "perhaps") : new ReadColumn(i == 50 ? "no_such_column" : "dialled", 1)).With("created"))));

        var errors = await Task.WhenAll(writes);

        Assert.Equal([20, 40, 50], Enumerable.Range(0, 64).Where(i => errors[i] is StorageException));
        Assert.Equal(61, (await store.RowsAsync("interactions")).Count);
        Assert.Equal(61, errors.Count(error => error is null));
        Assert.Empty(await database.History.ReadAsync("org_a", "int_40", 0, 10));
        Assert.Null(await database.States.ReadAsync<Life>("call", "org_a/int_50"));
    }

    private string Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(store.File)!);
        return store.File;
    }

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<StorageException>(() => store.Open().StartAsync())).Message;
}
