using LeadSail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Postgres;

/// <summary>A server that goes away and comes back.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private readonly PostgresServer server = new();
    private readonly ServiceProvider services;
    private readonly IDatabase database;

    public ServerTests()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", server.Create())]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new Clock()).AddLeadSailStorage(settings, "/").BuildServiceProvider();
        database = services.GetRequiredService<IDatabase>();
    }

    public Task InitializeAsync() => database.StartAsync();

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        server.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_told_before_it_went_is_there_and_all_goes_on_by_itself(bool crash)
    {
        var grain = new StoredGrain<Life>(database.Grains, "call", "org_a/int_1");
        await grain.WriteAsync(Life.Call("in_progress").With("created"));

        server.Stop(crash);
        await Assert.ThrowsAsync<StorageException>(() => database.PingAsync());
        await Assert.ThrowsAsync<StorageException>(() => new StoredGrain<Life>(database.Grains, "call", "org_a/int_2").WriteAsync(new Life()));
        server.Start();

        await database.PingAsync();
        await grain.WriteAsync(Life.Call("completed").With("ended"));
        Assert.Equal(["created", "ended"], (await database.History.ReadAsync("org_a", "int_1", 0, 10)).Select(entry => entry.Type));
    }

    [Fact]
    public async Task It_tells_its_time()
    {
        var before = TimeProvider.System.GetUtcNow();
        var told = await database.ServerTimeAsync();
        Assert.InRange(told!.Value, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow().AddMilliseconds(1));
    }

    [Fact]
    public async Task Who_has_stopped_holds_no_connection()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => database.PingAsync()));
        await database.StopAsync();

        var left = () => (long)PostgresServer.Run(server.ConnectionString("postgres"), "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'leadsail'")!;
        Assert.True(SpinWait.SpinUntil(() => left() == 0, TimeSpan.FromSeconds(60)), $"{left()} connections are left."); // the server takes a moment to notice
    }

    [Fact]
    public async Task What_is_written_while_connections_are_cut_is_told_right()
    {
        var grains = Enumerable.Range(0, 40).Select(i => new StoredGrain<Life>(database.Grains, "call", $"org_a/int_{i:00}")).ToArray();
        using var enough = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                PostgresServer.Run(server.ConnectionString("postgres"), "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'leadsail'");
                await Task.Yield();
            }
        });

        var told = await Task.WhenAll(grains.Select(grain => Task.Run(() => WriteAsync(grain))));
        await enough.CancelAsync();
        await cutting;

        for (var i = 0; i < grains.Length; i++)
        {
            var history = await ReadAsync(() => database.History.ReadAsync("org_a", $"int_{i:00}", 0, 1000));
            Assert.Equal(history.Count, history.Select(entry => entry.Type).Distinct().Count());
            Assert.Subset(history.Select(entry => entry.Type).ToHashSet(), told[i].ToHashSet());
        }
    }

    /// <summary>Writes again and again, as an activation does that reads anew after a failure; gives what it was told of as done.</summary>
    private static async Task<List<string>> WriteAsync(StoredGrain<Life> grain)
    {
        var done = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            try
            {
                await grain.ReadAsync();
                await grain.WriteAsync(new Life().With($"e{i}"));
                done.Add($"e{i}");
            }
            catch (StorageException)
            {
                // nobody knows: the history tells
            }
        }

        return done;
    }

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (StorageException)
            {
                // a session that was cut: the next one is new
            }
        }
    }
}
