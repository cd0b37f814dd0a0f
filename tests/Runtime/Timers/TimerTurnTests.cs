using LeadSail.Fixture;

namespace LeadSail.Timers;

/// <summary>Ticks among requests, and at the end of timers and grains.</summary>
public sealed class TimerTurnTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ITimerProbe Probe => Grain<ITimerProbe>(key);

    private TimeSpan Due { get; } = Odd(3);

    private TimeSpan Period { get; } = Odd(5);

    [Fact]
    public async Task A_tick_waits_for_the_request_that_is_under_way()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        var work = Probe.Work("work");
        await Stage.Noted(key, "at work");
        Clock.Advance(Due);
        await Probe.Pass().Soon();
        Assert.DoesNotContain("tick", Stage.Notes(key));

        Stage.Open(key, "work");
        await work.Soon();

        await Stage.Noted(key, "tick");
        Assert.Equal(["at work", "work ends", "tick"], Stage.Notes(key));
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await Probe.Start(new TimerPlan(Due, Period, Interleave: true)).Soon();
        var work = Probe.Work("work");
        await Stage.Noted(key, "at work");
        Clock.Advance(Due);

        await Stage.Noted(key, "tick");
        Stage.Open(key, "work");
        await work.Soon();
    }

    [Fact]
    public async Task A_request_waits_for_the_tick_that_is_under_way()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");
        var look = Probe.Activation();
        await Probe.Pass().Soon();
        Assert.False(look.IsCompleted);

        Stage.Open(key, "tick");
        await look.Soon();
    }

    [Fact]
    public async Task A_request_does_not_wait_for_an_interleaving_tick()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow, Interleave: true)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");

        await Probe.Activation().Soon();

        Assert.DoesNotContain("tick ends", Stage.Notes(key));
        Stage.Open(key, "tick");
        await Stage.Noted(key, "tick ends");
    }

    [Fact]
    public async Task A_timer_that_was_stopped_ticks_no_more_and_tells_the_tick_that_is_under_way()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");

        await Probe.Stop().Soon();
        await Stage.Noted(key, "tick is told");
        Stage.Open(key, "tick");
        await Stage.Noted(key, "tick ends");
        await Probe.Activation().Soon();
        Clock.Advance(Period * 3);
        await Probe.Activation().Soon();

        Assert.Equal(["tick", "at tick", "tick is told", "tick ends"], Stage.Notes(key));
    }

    [Fact]
    public async Task A_timer_can_stop_itself()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Stopping)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "tick");
        await Probe.Activation().Soon();
        Clock.Advance(Period * 3);
        await Probe.Activation().Soon();

        Assert.Equal(["tick"], Stage.Notes(key));
    }

    [Fact]
    public async Task Timers_end_with_the_activation()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        var first = await Probe.End().Soon();
        await Stage.Noted(key, "deactivates");
        Assert.NotEqual(first, await Probe.Activation().Soon());

        Clock.Advance(Due + Period);
        await Probe.Activation().Soon();

        Assert.Equal(["deactivates"], Stage.Notes(key));
    }

    [Fact]
    public async Task A_tick_that_is_queued_when_the_grain_ends_is_lost()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        var work = Probe.Work("work");
        await Stage.Noted(key, "at work");
        Clock.Advance(Due);
        await Probe.End().Soon();
        var next = Probe.Activation();

        Stage.Open(key, "work");
        await Task.WhenAll(work, next).Soon();

        Assert.Equal(["at work", "work ends", "deactivates"], Stage.Notes(key));
    }

    [Fact]
    public async Task The_end_waits_for_an_interleaving_tick_and_calls_wait_for_the_end()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow, Interleave: true)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");
        var first = await Probe.End().Soon();
        var next = Probe.Activation();
        await Grain<ITimerProbe>(NewKey()).Pass().Soon();

        Assert.False(next.IsCompleted);
        Assert.Equal(["tick", "at tick"], Stage.Notes(key));
        Stage.Open(key, "tick");

        Assert.NotEqual(first, await next.Soon());
    }

    [Fact]
    public async Task While_the_end_waits_for_a_request_an_interleaving_tick_still_runs()
    {
        await Probe.Start(new TimerPlan(Due, Period, Interleave: true)).Soon();
        var work = Probe.Work("work");
        await Stage.Noted(key, "at work");
        await Probe.End().Soon();

        Clock.Advance(Due);
        await Stage.Noted(key, "tick");
        Stage.Open(key, "work");

        await work.Soon();
        await Stage.Noted(key, "deactivates");
    }

    [Fact]
    public async Task A_conflict_in_a_tick_ends_the_activation()
    {
        var first = await Probe.Activation().Soon();
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Conflicting)).Soon();
        Clock.Advance(Due);

        await Stage.Noted(key, "deactivates");
        Assert.NotEqual(first, await Probe.Activation().Soon());
    }
}
