using System.Collections.Concurrent;
using Orleans.Storage;

namespace LeadSail.Contract;

/// <summary>What is true when a commit goes wrong.</summary>
public abstract class FaultContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task An_error_before_the_commit_leaves_nothing_and_the_next_try_works()
    {
        Faults.Before = Faults.Throw(Faults.Broken);
        var grain = Grain<Life>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.WriteAsync(Life.Call("in_progress").With("created")));
        Assert.Null(await Database.States.ReadAsync<Life>("call", "org_a/int_1"));
        Assert.Null(grain.ETag);

        await grain.WriteAsync(Life.Call("in_progress").With("created"));
        Assert.Equal(["created"], await HistoryAsync());
    }

    [Fact]
    public async Task After_an_error_behind_the_commit_the_write_is_there_once()
    {
        Faults.After = Faults.Throw(Faults.Broken);
        var grain = Grain<Life>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => grain.WriteAsync(Life.Call("in_progress").With("created")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync(Life.Call("in_progress").With("created")));

        await grain.ReadAsync();
        Assert.Equal("in_progress", grain.State.Status);
        Assert.Equal(["created"], await HistoryAsync());
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_is_healed()
    {
        Faults.Before = Faults.Throw(Faults.Lost);
        var grain = Grain<Life>();

        await grain.WriteAsync(Life.Call("in_progress").With("created"));

        Assert.Equal(["created"], await HistoryAsync());
        await grain.WriteAsync(Life.Call("completed").With("ended"));
    }

    [Fact]
    public async Task A_connection_lost_behind_the_commit_is_answered_with_what_happened()
    {
        Faults.After = Faults.Throw(Faults.Lost);
        var grain = Grain<Life>();

        await grain.WriteAsync(Life.Call("in_progress").With("created"));

        Assert.Equal(["created"], await HistoryAsync());
        await grain.WriteAsync(Life.Call("completed").With("ended"));
        Assert.Equal("completed", (await Database.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
    }

    [Fact]
    public async Task A_connection_lost_twice_before_the_commit_is_told()
    {
        Faults.Before = Faults.Throw(Faults.Lost, times: 2);

        Assert.NotNull(await Record.ExceptionAsync(() => Grain<Life>().WriteAsync(new Life().With("created"))));

        Assert.Empty(await HistoryAsync());
        await Grain<Life>().WriteAsync(new Life().With("created"));
        Assert.Equal(["created"], await HistoryAsync());
    }

    [Fact]
    public async Task Every_kind_of_write_survives_a_lost_connection_once()
    {
        Faults.After = Faults.Throw(Faults.Lost, times: int.MaxValue);

        var setting = await Database.Settings.SaveAsync("org_a", "agent_1", new Agent("Ann"), 0, "key_1");
        var accepted = await Database.Inbox.AcceptAsync(new("evt_1", "elevenlabs", "conv_1", "post_call", Clock.Now, new byte[] { 1 }, 0));
        await Database.Marks.SetAsync("heartbeat", "1");

        Assert.Equal(1, setting!.Version);
        Assert.True(accepted);
        Assert.Equal(["voice_agent.created"], await HistoryAsync("org_a/agent_1"));
        Assert.Equal("evt_1", Assert.Single(await Database.Inbox.ClaimDueAsync(Clock.Now, Clock.Now.AddMinutes(1), 10)).Id);
    }

    [Fact]
    public async Task Many_writes_with_a_connection_lost_again_and_again_are_all_there_once()
    {
        // Commits by their first key, and how many there were before. None is lost twice: that would be told.
        var commits = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Faults.Before = keys => commits.TryAdd(keys[0], commits.Count) && commits[keys[0]] % 3 == 0 ? throw Faults.Lost() : default;
        Faults.After = keys => commits[keys[0]] % 3 == 1 ? throw Faults.Lost() : default;

        for (var round = 0; round < 64; round += 8)
        {
            await AtOnce(8, async i =>
            {
                await Grain<Life>($"org_a/int_{round + i}").WriteAsync(new Life().With("created"));
                return 0;
            });
        }

        for (var i = 0; i < 64; i++)
            Assert.Equal(["created"], await HistoryAsync($"org_a/int_{i}"));
        Assert.True(commits.Count >= 8);
    }

    [Fact]
    public async Task What_is_not_committed_is_seen_by_nobody()
    {
        await Grain<Life>().WriteAsync(Life.Call("in_progress").With("created"));
        var grain = Grain<Life>();
        await grain.ReadAsync();
        var held = Faults.Hold();
        var write = grain.WriteAsync(Life.Call("completed").With("ended"));
        await held;

        Assert.Equal("in_progress", (await Database.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
        Assert.Equal(["created"], await HistoryAsync());
        Assert.False(write.IsCompleted);

        Faults.Release();
        await write;
        Assert.Equal("completed", (await Database.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
    }
}
