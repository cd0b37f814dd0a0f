namespace LeadSail.Contract;

/// <summary>The durable timers.</summary>
public abstract class WakeupsContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task Grains_that_are_due_are_claimed_oldest_first()
    {
        await SleepAsync("late", TimeSpan.FromSeconds(-1));
        await SleepAsync("latest", TimeSpan.FromSeconds(-9));
        await SleepAsync("now", TimeSpan.Zero);
        await SleepAsync("future", TimeSpan.FromSeconds(1));
        await SleepAsync("never", null);

        Assert.Equal(["latest", "late"], await ClaimAsync(limit: 2));
        Assert.Equal(["now"], await ClaimAsync());
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_grain_is_never_woken_before_its_instant()
    {
        await SleepAsync("int_1", TimeSpan.FromMilliseconds(5) + TimeSpan.FromTicks(1));

        Clock.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["int_1"], await ClaimAsync());
    }

    [Fact]
    public async Task No_two_claimers_get_the_same_grain()
    {
        await AtOnce(100, async i =>
        {
            await SleepAsync($"int_{i:00}", TimeSpan.FromSeconds(-i));
            return 0;
        });

        var claims = await AtOnce(8, _ => ClaimAsync(limit: 30));

        Assert.Equal(100, claims.Sum(claim => claim.Count));
        Assert.Equal(100, claims.SelectMany(claim => claim).Distinct().Count());
    }

    [Fact]
    public async Task A_grain_that_does_not_commit_is_asked_again_after_2_s_doubling_to_5_min()
    {
        await SleepAsync("int_1", TimeSpan.Zero);

        foreach (var seconds in (int[])[2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
        {
            Assert.Equal(["int_1"], await ClaimAsync());
            Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await ClaimAsync());
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task A_grain_that_never_commits_does_not_block_the_others()
    {
        await SleepAsync("stuck", TimeSpan.FromMinutes(-1));
        Assert.Equal(["stuck"], await ClaimAsync(limit: 1));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await SleepAsync("fresh", TimeSpan.FromSeconds(-1));

        Assert.Equal(["fresh"], await ClaimAsync(limit: 1));
        Assert.Equal(["stuck"], await ClaimAsync(limit: 1));
    }

    [Fact]
    public async Task A_commit_sets_the_instant_and_the_patience_anew()
    {
        var grain = Grain<Life>("org_a/int_1");
        await grain.WriteAsync(new Life { WakeAt = Clock.Now });
        for (var i = 0; i < 5; i++)
        {
            await ClaimAsync();
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await grain.WriteAsync(new Life { WakeAt = Clock.Now.AddSeconds(1) });
        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["int_1"], await ClaimAsync());
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["int_1"], await ClaimAsync());

        await grain.WriteAsync(new Life { WakeAt = null });
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_does_not_change_the_etag()
    {
        var grain = Grain<Life>("org_a/int_1");
        await grain.WriteAsync(new Life { WakeAt = Clock.Now });
        await ClaimAsync();

        await grain.WriteAsync(new Life { Status = "woken" });
    }

    private Task SleepAsync(string id, TimeSpan? until) => Grain<Life>($"org_a/{id}").WriteAsync(new Life { WakeAt = until is { } after ? Clock.Now + after : null });

    private async Task<IReadOnlyList<string>> ClaimAsync(int limit = 100) =>
        [.. (await Database.Wakeups.ClaimDueAsync(Clock.Now, limit)).Select(wakeup => wakeup.GrainType == "call" ? wakeup.Key["org_a/".Length..] : throw new InvalidOperationException())];
}
