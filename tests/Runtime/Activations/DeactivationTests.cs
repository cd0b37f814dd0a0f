using LeadSail.Fixture;

namespace LeadSail.Activations;

/// <summary>How grains end, and who gets the calls that arrive meanwhile.</summary>
public sealed class DeactivationTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ILifeProbe Probe => Grain<ILifeProbe>(key);

    [Fact]
    public async Task A_grain_that_asks_for_it_ends_and_the_next_call_makes_a_new_one()
    {
        var first = await Probe.End().Soon();

        Assert.NotEqual(first, await Probe.Activation().Soon());
        Assert.Equal(["deactivates: ApplicationRequested", "disposed", "scope disposed"], (await Settled("scope disposed")).Except(["made", "activates"]));
    }

    [Fact]
    public async Task Calls_in_the_queue_go_to_the_next_activation()
    {
        var slow = Probe.Work("slow");
        await Stage.Noted(key, "at slow");
        var end = Probe.End();
        var queued = Enumerable.Range(0, 3).Select(_ => Probe.Activation()).ToArray();

        Stage.Open(key, "slow");
        var first = await slow.Soon();

        Assert.Equal(first, await end.Soon());
        var next = await Task.WhenAll(queued).Soon();
        Assert.Single(next.Distinct());
        Assert.NotEqual(first, next[0]);
    }

    [Fact]
    public async Task A_call_that_arrives_while_a_grain_ends_waits_for_the_next_activation()
    {
        Stage.Leave($"{key} deactivates slowly", key);
        var first = await Probe.End().Soon();
        await Stage.Noted(key, "at deactivation");

        var call = Probe.Activation();
        await Grain<ILifeProbe>(NewKey()).Activation().Soon();
        Assert.False(call.IsCompleted);
        Stage.Open(key, "deactivation");

        Assert.NotEqual(first, await call.Soon());
    }

    [Fact]
    public async Task A_grain_that_ends_badly_ends_all_the_same()
    {
        Stage.Leave($"{key} fails to deactivate", new InvalidOperationException("no farewell"));
        var first = await Probe.End().Soon();

        Assert.NotEqual(first, await Probe.Activation().Soon());
        Assert.Contains("disposed", await Settled("scope disposed"));
    }

    [Fact]
    public async Task The_end_waits_for_interleaving_calls_and_new_ones_go_to_the_next_activation()
    {
        var passing = Probe.Pass("passing");
        await Stage.Noted(key, "at passing");
        var first = await Probe.End().Soon();
        Stage.Open(key, "another");
        var another = Probe.Pass("another");
        await Grain<ILifeProbe>(NewKey()).Activation().Soon();

        Assert.DoesNotContain("deactivates: ApplicationRequested", Stage.Notes(key));
        Assert.False(another.IsCompleted);
        Stage.Open(key, "passing");

        Assert.Equal(first, await passing.Soon());
        Assert.NotEqual(first, await another.Soon());
    }

    [Fact]
    public async Task If_the_end_has_an_exception_the_queue_fails_with_it()
    {
        var slow = Probe.Work("slow");
        await Stage.Noted(key, "at slow");
        var end = Probe.EndWith("poisoned");
        var queued = Probe.Activation();
        Stage.Open(key, "slow");
        await Task.WhenAll(slow, end).Soon();

        Assert.Equal("poisoned", (await Assert.ThrowsAsync<InvalidOperationException>(() => queued.Soon())).Message);
        await Probe.Activation().Soon();
    }

    [Fact]
    public async Task An_idle_grain_is_collected()
    {
        var first = await Probe.Activation().Soon();

        await Runtime.CollectIdle(until: Stage.Noted(key, "deactivates: ActivationIdle"));

        Assert.NotEqual(first, await Probe.Activation().Soon());
    }

    [Fact]
    public async Task A_grain_that_delays_its_end_is_spared()
    {
        var other = NewKey();
        await Probe.DelayEnd(TimeSpan.FromDays(1)).Soon();
        await Grain<ILifeProbe>(other).Activation().Soon();
        var first = await Probe.Activation().Soon();

        await Runtime.CollectIdle(until: Stage.Noted(other, "deactivates: ActivationIdle"));

        Assert.Equal(first, await Probe.Activation().Soon());
        await Probe.DelayEnd(TimeSpan.Zero).Soon();
        await Runtime.CollectIdle(until: Stage.Noted(key, "deactivates: ActivationIdle"));
    }

    [Fact]
    public async Task A_busy_grain_is_spared()
    {
        var other = NewKey();
        _ = Probe.Pass("passing");
        await Stage.Noted(key, "at passing");
        await Grain<ILifeProbe>(other).Activation().Soon();

        await Runtime.CollectIdle(until: Stage.Noted(other, "deactivates: ActivationIdle"));

        Assert.DoesNotContain("deactivates: ActivationIdle", Stage.Notes(key));
        Stage.Open(key, "passing");
        await Stage.Noted(key, "passing ends");
    }

    [Fact]
    public async Task A_grain_that_is_kept_alive_is_spared()
    {
        var eternal = Grain<IEternalProbe>(key);
        var other = NewKey();
        var first = await eternal.Activation().Soon();
        await Grain<ILifeProbe>(other).Activation().Soon();

        await Runtime.CollectIdle(until: Stage.Noted(other, "deactivates: ActivationIdle"));

        Assert.Equal(first, await eternal.Activation().Soon());
    }

    private async Task<IReadOnlyList<string>> Settled(string note)
    {
        await Stage.Noted(key, note);
        return Stage.Notes(key);
    }
}
