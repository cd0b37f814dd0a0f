using LeadSail.Fixture;

namespace LeadSail.Calls;

/// <summary>What may start while something is under way.</summary>
public sealed class QueueTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ICallProbe Probe => Grain<ICallProbe>(key);

    [Fact]
    public async Task Calls_run_one_after_the_other_in_the_order_of_arrival()
    {
        await Warm();
        var calls = new[] { "a", "b", "c" }.Select(name => Probe.Work(name)).ToArray();
        await Stage.Noted(key, "at a");
        foreach (var name in new[] { "c", "b", "a" })
            Stage.Open(key, name);

        await Task.WhenAll(calls).Soon();

        Assert.Equal(["a starts", "at a", "a ends", "b starts", "at b", "b ends", "c starts", "at c", "c ends"], Stage.Notes(key));
    }

    [Fact]
    public async Task An_interleaving_call_passes_one_that_is_under_way()
    {
        await Warm();
        var slow = Probe.Work("slow");
        await Stage.Noted(key, "at slow");
        Stage.Open(key, "quick");

        await Probe.Pass("quick").Soon();
        Stage.Open(key, "slow");
        await slow.Soon();

        Assert.Equal(["slow starts", "at slow", "quick starts", "at quick", "quick ends", "slow ends"], Stage.Notes(key));
    }

    [Fact]
    public async Task An_interleaving_call_blocks_nobody()
    {
        await Warm();
        var passing = Probe.Pass("passing");
        await Stage.Noted(key, "at passing");
        Stage.Open(key, "work");

        await Probe.Work("work").Soon();
        Stage.Open(key, "passing");
        await passing.Soon();
    }

    [Fact]
    public async Task A_later_call_that_may_start_passes_an_earlier_one_that_may_not()
    {
        await Warm();
        var slow = Probe.Work("slow");
        await Stage.Noted(key, "at slow");
        var waiting = Probe.Work("waiting");
        Stage.Open(key, "quick");

        await Probe.Pass("quick").Soon();

        Assert.DoesNotContain("waiting starts", Stage.Notes(key));
        Stage.Open(key, "slow");
        Stage.Open(key, "waiting");
        await Task.WhenAll(slow, waiting).Soon();
    }

    [Fact]
    public async Task A_call_to_oneself_waits_its_turn()
    {
        await Probe.PostToSelf("later").Soon();

        await Stage.Noted(key, "later starts");
        Stage.Open(key, "later");
        await Stage.Noted(key, "later ends");
        Assert.Equal("posted", Stage.Notes(key)[0]);
    }

    private async Task Warm() => await Probe.Id().Soon();
}
