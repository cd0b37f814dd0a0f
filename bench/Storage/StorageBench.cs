using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LeadSail.Postgres;
using LeadSail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Bench;

/// <summary>
/// How many durable writes of a grain's state a second: ours, with history and read row in the commit, beside plain upserts of the same state, one row a transaction, and, on PostgreSQL, beside
/// the storage that comes with Orleans. They take turns in each round, so that a slow minute of the machine hits all.
/// </summary>
internal static class StorageBench
{
    internal const int Grains = 2000;
    private const string Plain = "plain upserts, one row a transaction", Ours = "ours: state, history and read row";
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    /// <param name="args">Rounds, 5 by default; writes at once, 256 by default.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var atOnce = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 256;
        var folder = Directory.CreateTempSubdirectory("leadsail-bench-").FullName;
        using var server = new PostgresServer(durable: true);
        try
        {
            await using var sqlite = await OurWrites.OpenAsync("Data Source=data/leadsail.db", folder);
            await using var postgres = await OurWrites.OpenAsync(server.Create(), folder);
            using var rawSqlite = new RawSqlite(Path.Combine(folder, "raw.db"));
            await using var rawPostgres = new RawPostgres(server.Create());
            await using var orleans = await AdoNetWrites.OpenAsync(server.Create());
            await CompareAsync("SQLite", rounds, atOnce, [new(Plain, rawSqlite.WriteAsync), new(Ours, sqlite.WriteAsync)]);
            await CompareAsync("PostgreSQL", rounds, atOnce, [
                new(Plain, rawPostgres.WriteAsync), .. orleans is null ? Array.Empty<Contender>() : [new("Orleans' ADO.NET storage, one state a transaction", orleans.WriteAsync)], new(Ours, postgres.WriteAsync)]);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string store, int rounds, int atOnce, Contender[] contenders)
    {
        var turns = new Turns([.. contenders.Select(contender => contender.Name)]);
        for (var round = -1; round < rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var writes = await MeasureAsync(contender.WriteAsync, atOnce);
                if (round >= 0) // the first warms up
                {
                    turns.Add(contender.Name, writes);
                }
            }
        }

        turns.Print(string.Create(CultureInfo.InvariantCulture, $"{store}, {Grains:N0} grains, {atOnce} writes at once, {rounds} rounds in turns of {Turn.TotalSeconds:0} s"), "writes/s");
    }

    private static async Task<double> MeasureAsync(Func<int, long, Task> write, int atOnce)
    {
        var started = Stopwatch.GetTimestamp();
        var done = 0L;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(writer => Task.Run(async () =>
        {
            for (var grain = writer; Stopwatch.GetElapsedTime(started) < Turn; grain = (grain + atOnce) % (Grains / atOnce * atOnce))
            {
                await write(grain, Interlocked.Increment(ref done));
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private sealed record Contender(string Name, Func<int, long, Task> WriteAsync);

    /// <summary>A state of about a kilobyte.</summary>
    public static string Notes(long nth) => string.Create(CultureInfo.InvariantCulture, $"{nth} {new string('n', 900)}");
}

/// <summary>Writes as grains do.</summary>
internal sealed class OurWrites : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly GrainState<Written>[] states = [.. Enumerable.Range(0, StorageBench.Grains).Select(_ => new GrainState<Written>(new Written()))];

    private OurWrites(ServiceProvider services) => this.services = services;

    public static async Task<OurWrites> OpenAsync(string connectionString, string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", connectionString)]).Build();
        var services = new ServiceCollection().AddLogging().AddLeadSailStorage(configuration, folder).BuildServiceProvider();
        await services.GetRequiredService<IDatabase>().StartAsync();
        return new(services);
    }

    public Task WriteAsync(int grain, long nth)
    {
        states[grain].State = new Written { Notes = StorageBench.Notes(nth), Nth = nth };
        return services.GetRequiredService<IDatabase>().Grains.WriteStateAsync("bench", GrainId.Create("bench", $"org_bench/lead_{grain}"), states[grain]);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>A lead, as far as the storage sees it.</summary>
    internal sealed record Written : IStored
    {
        public string Notes { get; init; } = "";

        public long Nth { get; init; }

        public ImmutableArray<HistoryEntry> PendingEvents => [new(DateTimeOffset.UnixEpoch, "written", "bench", new JsonText($"{{\"nth\":{Nth}}}"))];

        public bool ForgetsHistory => false;

        public DateTimeOffset? WakeAt => null;

        public ReadRow? ReadRow => new("leads", [
            new("campaign_id", "SOL"), new("status", "new"), new("first_name", "Marta"), new("last_name", "Keller"), new("email", "marta@example.com"), new("phone", "+12125550142"),
            new("search", "marta keller\nmarta@example.com\n+12125550142"), new("created_at", 1L), new("updated_at", Nth)]);
    }
}
