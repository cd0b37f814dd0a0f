using LeadSail.Storage.Memory;

namespace LeadSail.ApiKeys;

/// <summary>Keys as they are remembered between two readings of the table.</summary>
public sealed class ApiKeyStoreTests
{
    private readonly SetClock clock = new();
    private readonly MemoryDatabase database;
    private readonly ApiKeyStore keys;

    public ApiKeyStoreTests()
    {
        database = new MemoryDatabase(clock);
        keys = new ApiKeyStore(database.Settings, new Ids(clock), clock);
    }

    [Fact]
    public async Task A_revoked_key_stops_within_5_seconds_also_when_the_clock_is_set_back()
    {
        var (keyId, key) = await keys.CreateAsync("org_a", "of a test", [Scope.Read], "test");
        Assert.Equal(keyId, (await keys.FindAsync(key, CancellationToken.None))?.KeyId);

        // as another host would do it
        var row = await database.Settings.FindAsync<ApiKey>("org_a", keyId);
        await database.Settings.SaveAsync("org_a", keyId, row!.Value with { RevokedAt = clock.GetUtcNow() }, null, "test");
        clock.Wall -= TimeSpan.FromHours(1);
        clock.Passed += TimeSpan.FromSeconds(5);

        Assert.Null(await keys.FindAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task A_new_key_is_known_at_once()
    {
        Assert.Null(await keys.FindAsync("nobody's", CancellationToken.None));
        var (keyId, key) = await keys.CreateAsync("org_a", "of a test", [Scope.Read], "test");
        Assert.Equal(keyId, (await keys.FindAsync(key, CancellationToken.None))?.KeyId);
    }

    [Fact]
    public async Task Two_rows_of_one_key_are_no_harm()
    {
        await keys.EnsureAsync("org_a", "given", "one", [Scope.Read], "test", CancellationToken.None);
        var row = Assert.Single(await database.Settings.ListAllAsync<ApiKey>());
        await database.Settings.SaveAsync("org_b", "key_2", row.Row.Value, 0, "test");

        Assert.NotNull(await keys.FindAsync("given", CancellationToken.None));
    }

    /// <summary>A wall clock that can be set, and one that cannot.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = new(2026, 11, 18, 17, 0, 0, TimeSpan.Zero);

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall + Passed;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
