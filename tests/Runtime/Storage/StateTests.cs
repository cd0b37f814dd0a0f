using LeadSail.Fixture;

namespace LeadSail.Storage;

/// <summary>Stored states when nothing goes wrong.</summary>
public sealed class StateTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private IStateProbe Probe => Grain<IStateProbe>(key);

    [Fact]
    public async Task A_new_grain_has_a_fresh_state_and_no_record()
    {
        var look = await Probe.Look().Soon();

        Assert.Equal((0, false, null), (look.Value, look.Exists, look.Etag));
    }

    [Fact]
    public async Task What_was_written_is_there_before_the_next_activation()
    {
        await Probe.Write(7).Soon();
        await Probe.WriteOther("seven").Soon();
        var before = await Probe.Look().Soon();
        await Probe.End().Soon();

        var after = await Probe.Look().Soon();

        Assert.NotEqual(before.Activation, after.Activation);
        Assert.Equal((7, 7, true, "1", "seven"), (after.Value, after.AtActivation, after.Exists, after.Etag, after.Other));
        Assert.Equal(7, Runtime.Storage.Peek<NumberState>("test-number", Probe.GetGrainId())!.Value);
    }

    [Fact]
    public async Task What_was_not_written_is_lost()
    {
        await Probe.Write(1).Soon();
        await Probe.Set(2).Soon();
        await Probe.End().Soon();

        Assert.Equal(1, (await Probe.Look().Soon()).Value);
    }

    [Fact]
    public async Task Reading_overwrites_what_is_in_memory()
    {
        await Probe.Write(1).Soon();
        await Probe.Set(2).Soon();
        await Probe.Read().Soon();

        Assert.Equal(1, (await Probe.Look().Soon()).Value);
    }

    [Fact]
    public async Task A_cleared_state_is_fresh_again()
    {
        await Probe.Write(1).Soon();
        await Probe.Clear().Soon();

        var look = await Probe.Look().Soon();
        Assert.Equal((0, false, null), (look.Value, look.Exists, look.Etag));
        await Probe.Write(2).Soon();
        Assert.Equal("1", (await Probe.Look().Soon()).Etag);
    }

    [Fact]
    public async Task Two_writes_at_once_are_one_and_it_takes_the_state_of_its_start()
    {
        Assert.True(await Probe.WriteTwice(1, 2).Soon());

        Assert.Single(Stage.Notes(key), "write");
        await Probe.End().Soon();
        Assert.Equal(2, (await Probe.Look().Soon()).Value);
    }

    [Fact]
    public async Task A_write_never_completes_at_once() => Assert.True(await Probe.IsWriteAsynchronous().Soon());

    [Fact]
    public async Task A_read_behind_a_write_that_succeeds_needs_no_storage()
    {
        await Probe.Look().Soon();
        await Probe.WriteAndRead(5).Soon();

        Assert.Equal(["read", "read", "write"], Stage.Notes(key));
        Assert.Equal(5, (await Probe.Look().Soon()).Value);
    }

    [Fact]
    public async Task The_state_is_there_only_inside_the_grain()
    {
        await Probe.Leak().Soon();
        var state = Stage.Find<IPersistentState<NumberState>>($"{key} state")!;

        Assert.Throws<InvalidOperationException>(() => state.State);
        Assert.Throws<InvalidOperationException>(() => { state.State = new NumberState(); });
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.WriteStateAsync());
    }

    [Fact]
    public async Task While_a_write_is_under_way_interleaving_calls_run_and_others_wait()
    {
        await Probe.Look().Soon();
        Runtime.Storage.Gate("write", key);
        var write = Probe.Write(3);
        await Stage.Noted(key, "at write");
        var look = Probe.Look();

        await Probe.Pass().Soon();
        Assert.False(look.IsCompleted);
        Stage.Open(key, "write");

        await write.Soon();
        Assert.Equal((3, "1"), ((await look.Soon()).Value, (await look).Etag));
    }
}
