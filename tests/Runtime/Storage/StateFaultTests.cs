using LeadSail.Fixture;
using Orleans.Storage;

namespace LeadSail.Storage;

/// <summary>Stored states when storage fails or somebody else has written.</summary>
public sealed class StateFaultTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private IStateProbe Probe => Grain<IStateProbe>(key);

    [Fact]
    public async Task A_conflict_reaches_the_caller_and_ends_the_activation()
    {
        await Probe.Write(1).Soon();
        var before = await Probe.Look().Soon();
        ChangeBehindItsBack(10);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => Probe.Write(2).Soon());

        Assert.Equal(("2", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
        var after = await Probe.Look().Soon();
        Assert.NotEqual(before.Activation, after.Activation);
        Assert.Equal((10, "2"), (after.Value, after.Etag));
        await Stage.Noted(key, "deactivates: ApplicationError");
    }

    [Fact]
    public async Task A_conflict_that_the_grain_swallows_ends_nothing()
    {
        var before = await Probe.Look().Soon();
        ChangeBehindItsBack(10);

        await Probe.WriteCarelessly(2).Soon();

        Assert.Equal(["read", "read", "write", "swallowed"], Stage.Notes(key));
        Assert.Equal(before.Activation, (await Probe.Look().Soon()).Activation);
    }

    [Fact]
    public async Task A_conflict_does_not_end_the_grain_that_called()
    {
        var caller = Grain<IStateProbe>(NewKey());
        var before = await caller.Look().Soon();
        await Probe.Look().Soon();
        ChangeBehindItsBack(10);

        await Assert.ThrowsAsync<InconsistentStateException>(() => caller.HaveWrite(Probe, 2).Soon());

        Assert.Equal(before.Activation, (await caller.Look().Soon()).Activation);
        Assert.Equal(10, (await Probe.Look().Soon()).Value);
    }

    [Fact]
    public async Task Another_failure_comes_wrapped_and_ends_nothing()
    {
        var before = await Probe.Look().Soon();
        Runtime.Storage.FailNext("write", key, new IOException("disk full"));

        var failure = await Assert.ThrowsAsync<OrleansException>(() => Probe.Write(2).Soon());

        Assert.Equal("disk full", Assert.IsType<IOException>(failure.InnerException).Message);
        var after = await Probe.Look().Soon();
        Assert.Equal(before.Activation, after.Activation);
        Assert.Equal((2, null), (after.Value, after.Etag));
        await Probe.Write(3).Soon();
        Assert.Equal("1", (await Probe.Look().Soon()).Etag);
    }

    [Fact]
    public async Task After_a_write_that_fails_the_one_behind_it_runs()
    {
        await Probe.Look().Soon();
        Runtime.Storage.Gate("write", key);
        Runtime.Storage.FailNext("write", key, new IOException("disk full"));
        var call = Probe.WriteAfterFailure(4);
        await Stage.Noted(key, "at write");
        Stage.Open(key, "write");

        await call.Soon();

        Assert.Contains("first failed", Stage.Notes(key));
        Assert.Equal(4, Runtime.Storage.Peek<NumberState>("test-number", Probe.GetGrainId())!.Value);
    }

    [Fact]
    public async Task If_the_state_cannot_be_read_the_call_fails_and_the_next_one_tries_again()
    {
        Runtime.Storage.FailNext("read", key, new IOException("no disk"));

        var failure = await Assert.ThrowsAsync<OrleansException>(() => Probe.Look().Soon());

        Assert.IsType<IOException>(failure.InnerException);
        await Probe.Look().Soon();
    }

    [Fact]
    public async Task A_write_with_a_token_works_and_a_cancelled_one_arrives_as_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        await Probe.WriteWithToken(6, source.Token).Soon();
        Assert.Equal("1", (await Probe.Look().Soon()).Etag);

        Runtime.Storage.FailNext("write", key, new OperationCanceledException("given up"));
        Runtime.Storage.Gate("write", key);
        var call = Probe.WriteWithToken(7, source.Token);
        await Stage.Noted(key, "at write");
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        Stage.Open(key, "write");
        Assert.Equal("1", (await Probe.Look().Soon()).Etag);
    }

    private void ChangeBehindItsBack(int value) =>
        Runtime.Storage.Overwrite("test-number", Probe.GetGrainId(), new NumberState { Value = value });
}
