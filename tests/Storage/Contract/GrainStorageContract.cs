using System.Text.Json;
using LeadSail.Storage;
using Orleans.Storage;

namespace LeadSail.Contract;

/// <summary>What every storage of grain states does.</summary>
public abstract class GrainStorageContract<TStore> : StorageTest<TStore> where TStore : IStoreUnderTest, new()
{
    [Fact]
    public async Task A_grain_that_was_never_stored_reads_as_fresh()
    {
        var grain = Grain<Plain>();
        grain.State.Text = "left over";
        grain.ETag = "7";

        await grain.ReadAsync();

        Assert.Equal("", grain.State.Text);
        Assert.Null(grain.ETag);
        Assert.False(grain.RecordExists);
    }

    [Fact]
    public async Task A_written_state_is_read_back_under_its_etag()
    {
        var written = Grain<Plain>();
        await written.WriteAsync(new Plain { Text = "Grüße \"'<\u0001🙂", Words = ["a", "b"], Day = DayOfWeek.Friday });
        var read = Grain<Plain>();

        await read.ReadAsync();

        Assert.Equal("Grüße \"'<\u0001🙂", read.State.Text);
        Assert.Equal(["a", "b"], read.State.Words);
        Assert.Equal(DayOfWeek.Friday, read.State.Day);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(written.RecordExists && read.RecordExists);
    }

    [Fact]
    public async Task Each_write_has_another_etag()
    {
        var grain = Grain<Plain>();
        HashSet<string?> seen = [grain.ETag];
        for (var i = 0; i < 3; i++)
        {
            await grain.WriteAsync(new Plain { Text = "same" });
            Assert.True(seen.Add(grain.ETag));
        }
    }

    [Fact]
    public async Task A_write_over_another_version_conflicts_and_names_both()
    {
        var (first, second) = (Grain<Plain>(), Grain<Plain>());
        await first.WriteAsync(new Plain { Text = "1" });
        await second.ReadAsync();
        var stale = second.ETag;
        await first.WriteAsync(new Plain { Text = "2" });

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => second.WriteAsync(new Plain { Text = "3" }));

        Assert.Equal((first.ETag, stale), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal(stale, second.ETag);
        await second.ReadAsync();
        Assert.Equal("2", second.State.Text);
    }

    [Fact]
    public async Task An_insert_over_a_stored_state_conflicts()
    {
        await Grain<Plain>().WriteAsync(new Plain { Text = "1" });
        var other = Grain<Plain>();

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => other.WriteAsync(new Plain { Text = "2" }));

        Assert.NotNull(conflict.StoredEtag);
        Assert.Null(conflict.CurrentEtag);
        Assert.False(other.RecordExists);
    }

    [Fact]
    public async Task An_update_of_a_state_that_is_not_there_conflicts()
    {
        var grain = Grain<Plain>();
        grain.ETag = "1";

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync(new Plain()));

        Assert.Null(conflict.StoredEtag);
        await grain.ReadAsync();
        Assert.False(grain.RecordExists);
    }

    [Fact]
    public async Task A_cleared_state_is_gone_and_can_be_stored_anew()
    {
        var grain = Grain<Plain>();
        await grain.WriteAsync(new Plain { Text = "1" });

        await grain.ClearAsync();

        Assert.Equal(("", null, false), (grain.State.Text, grain.ETag, grain.RecordExists));
        Assert.Null(await Database.States.ReadAsync<Plain>("call", "org_a/int_1"));
        await grain.WriteAsync(new Plain { Text = "2" });
        Assert.Equal("2", (await Database.States.ReadAsync<Plain>("call", "org_a/int_1"))!.Text);
    }

    [Fact]
    public async Task A_clear_of_another_version_conflicts()
    {
        var (first, second, fresh) = (Grain<Plain>(), Grain<Plain>(), Grain<Plain>());
        await first.WriteAsync(new Plain { Text = "1" });
        await second.ReadAsync();
        await first.WriteAsync(new Plain { Text = "2" });

        await Assert.ThrowsAsync<InconsistentStateException>(second.ClearAsync);
        await Assert.ThrowsAsync<InconsistentStateException>(fresh.ClearAsync);

        Assert.Equal("2", (await Database.States.ReadAsync<Plain>("call", "org_a/int_1"))!.Text);
    }

    [Fact]
    public async Task A_clear_of_a_state_that_is_not_there_does_nothing()
    {
        var grain = Grain<Plain>();
        await grain.ClearAsync();
        Assert.False(grain.RecordExists);

        grain.ETag = "1";
        await Assert.ThrowsAsync<InconsistentStateException>(grain.ClearAsync);
    }

    [Fact]
    public async Task What_is_stored_is_shared_with_nobody()
    {
        var written = new Plain { Words = ["a"] };
        await Grain<Plain>().WriteAsync(written);
        written.Words.Add("b");
        var read = await Database.States.ReadAsync<Plain>("call", "org_a/int_1");
        read!.Words.Add("c");

        Assert.Equal(["a"], (await Database.States.ReadAsync<Plain>("call", "org_a/int_1"))!.Words);
    }

    [Fact]
    public async Task A_state_is_written_as_it_was_at_the_call()
    {
        var state = new Plain { Text = "at the call" };
        var writing = Grain<Plain>().WriteAsync(state);
        state.Text = "later";
        await writing;

        Assert.Equal("at the call", (await Database.States.ReadAsync<Plain>("call", "org_a/int_1"))!.Text);
    }

    [Fact]
    public async Task Grain_types_have_their_own_rows()
    {
        await Grain<Plain>(type: "call").WriteAsync(new Plain { Text = "call" });
        await Grain<Plain>(type: "lead").WriteAsync(new Plain { Text = "lead" });

        Assert.Equal("call", (await Database.States.ReadAsync<Plain>("call", "org_a/int_1"))!.Text);
        Assert.Equal("lead", (await Database.States.ReadAsync<Plain>("lead", "org_a/int_1"))!.Text);
    }

    [Fact]
    public async Task A_second_state_name_of_a_grain_type_is_refused()
    {
        var id = GrainId.Create("call", "org_a/int_1");
        await Database.Grains.WriteStateAsync("one", id, new GrainState<Plain>(new Plain()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Grains.WriteStateAsync("two", id, new GrainState<Plain>(new Plain())));
    }

    [Fact]
    public async Task Json_is_camel_case_with_named_enums_and_without_nulls_or_what_is_derived()
    {
        await Grain<Plain>().WriteAsync(new Plain { Day = DayOfWeek.Friday });
        await Grain<Life>(type: "lead").WriteAsync(Life.Call("completed").With("done") with { WakeAt = Clock.Now });

        Assert.Equal("""{"text":"","words":[],"day":"friday"}""", await RawAsync("call"));
        Assert.Equal("""{"status":"completed"}""", await RawAsync("lead"));

        async Task<string> RawAsync(string type) => JsonSerializer.Serialize(await Database.States.ReadAsync<Dictionary<string, JsonElement>>(type, "org_a/int_1"));
    }

    [Fact]
    public async Task Two_hundred_and_fifty_six_writers_at_once_are_all_stored()
    {
        await AtOnce(256, async i =>
        {
            var grain = Grain<Life>($"org_a/int_{i}");
            await grain.WriteAsync(new Life { Status = "1" }.With("one"));
            await grain.WriteAsync(new Life { Status = $"{i}" }.With("two", "three"));
            return 0;
        });

        for (var i = 0; i < 256; i++)
        {
            Assert.Equal($"{i}", (await Database.States.ReadAsync<Life>("call", $"org_a/int_{i}"))!.Status);
            Assert.Equal(["one", "two", "three"], await HistoryAsync($"org_a/int_{i}"));
        }
    }

    [Fact]
    public async Task Of_many_writers_of_one_version_one_wins()
    {
        var won = await AtOnce(64, async i =>
        {
            try
            {
                await Grain<Life>().WriteAsync(new Life { Status = $"{i}" }.With($"by_{i}"));
                return i;
            }
            catch (InconsistentStateException)
            {
                return -1;
            }
        });

        var winner = Assert.Single(won, i => i >= 0);
        Assert.Equal($"{winner}", (await Database.States.ReadAsync<Life>("call", "org_a/int_1"))!.Status);
        Assert.Equal([$"by_{winner}"], await HistoryAsync());
    }

    [Fact]
    public async Task After_the_stop_every_write_was_committed_or_is_refused()
    {
        var writes = Enumerable.Range(0, 64).Select(i => (Grain: Grain<Plain>($"org_a/int_{i}"), Index: i)).ToList();
        var tasks = writes.ConvertAll(write => write.Grain.WriteAsync(new Plain { Text = $"{write.Index}" }));

        await Database.StopAsync();

        foreach (var task in tasks)
            Assert.True(await Record.ExceptionAsync(() => task) is null or StorageException);
        await Assert.ThrowsAsync<StorageException>(() => Grain<Plain>().WriteAsync(new Plain()));
        await Assert.ThrowsAsync<StorageException>(() => Grain<Plain>().ReadAsync());
        await Assert.ThrowsAsync<StorageException>(() => Database.PingAsync());
    }
}
