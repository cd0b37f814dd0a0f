using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Postgres;

/// <summary>What the storage says when it cannot be used.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private readonly PostgresStore store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => store.CloseAsync();

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        Assert.Contains("PostgreSQL at 127.0.0.1:1/leadsail cannot be reached", await RefusalAsync("Host=127.0.0.1;Port=1;Database=leadsail;Username=leadsail;Password=secret"), StringComparison.Ordinal);

    [Fact]
    public async Task A_database_that_is_not_there_is_named() =>
        Assert.Contains("There is no database 127.0.0.1:", await RefusalAsync(PostgresServer.Shared.ConnectionString("nowhere")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=127.0.0.1;Nonsense=1", "Storage:ConnectionString cannot be read")]
    [InlineData("Host=127.0.0.1;Maximum Pool Size=5", "must be at least 6")]
    public void What_cannot_be_read_is_told_before_anything_starts(string connectionString, string why) =>
        Assert.Contains(why, Assert.Throws<StorageException>(() => store.Services(new Clock(), new Faults(), connectionString: connectionString)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_database_of_a_later_version_is_refused()
    {
        var first = store.Open();
        await first.StartAsync();
        await first.StopAsync();
        PostgresServer.Run(store.ConnectionString, "INSERT INTO migrations VALUES (999, '999_later.sql', 'x', 0)");

        Assert.Contains("its schema is 999", (await Assert.ThrowsAsync<StorageException>(() => store.Open().StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_of_a_cluster_that_start_at_once_make_the_schema_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.Open(shared: true).StartAsync()));

        Assert.Equal(1L, PostgresServer.Run(store.ConnectionString, "SELECT count(*) FROM migrations WHERE number = 8"));
    }

    [Fact]
    public async Task No_password_is_told()
    {
        var refusal = await RefusalAsync("Host=127.0.0.1;Port=1;Username=leadsail;Password=very-secret");
        Assert.DoesNotContain("very-secret", refusal, StringComparison.Ordinal);
    }

    private async Task<string> RefusalAsync(string connectionString) =>
        (await Assert.ThrowsAsync<StorageException>(() => store.Services(new Clock(), new Faults(), connectionString: connectionString).GetRequiredService<IDatabase>().StartAsync())).Message;
}
