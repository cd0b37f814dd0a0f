using LeadSail.Fixture;

namespace LeadSail.Timers;

/// <summary>When timers tick.</summary>
public sealed partial class TimerTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private ITimerProbe Probe => Grain<ITimerProbe>(key);

    private TimeSpan Due { get; } = Odd(3);

    private TimeSpan Period { get; } = Odd(5);

    [Fact]
    public async Task A_timer_ticks_when_it_is_due_and_then_every_period()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        Clock.Advance(Due - TimeSpan.FromMilliseconds(1));
        await Probe.Activation().Soon();
        Assert.Empty(Stage.Notes(key));

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Stage.Noted(key, "tick");
        for (var ticks = 2; ticks <= 4; ticks++)
        {
            await Clock.DueIn(Period);
            Clock.Advance(Period);
            await Stage.Noted(key, "tick", ticks);
        }
    }

    [Fact]
    public async Task The_period_counts_from_the_end_of_the_tick()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");
        Clock.Advance(Period * 10);
        await Probe.Pass().Soon();
        Assert.Equal(["tick", "at tick"], Stage.Notes(key));

        Stage.Open(key, "tick");
        await Stage.Noted(key, "tick ends");
        await Clock.DueIn(Period);
        Clock.Advance(Period);

        await Stage.Noted(key, "tick", times: 2);
    }

    [Fact]
    public async Task A_timer_goes_on_whatever_its_tick_throws()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Failing)).Soon();
        Clock.Advance(Due);
        await Clock.DueIn(Period);
        Clock.Advance(Period);

        await Stage.Noted(key, "tick", times: 2);
        await Probe.Activation().Soon();
    }

    [Fact]
    public async Task Without_a_period_a_timer_ticks_once()
    {
        await Probe.Start(new TimerPlan(Due, Timeout.InfiniteTimeSpan)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "tick");
        await Probe.Activation().Soon();
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Probe.Activation().Soon();

        Assert.Single(Stage.Notes(key));
    }

    [Fact]
    public async Task Without_a_due_time_a_timer_waits_until_it_is_changed()
    {
        await Probe.Start(new TimerPlan(Timeout.InfiniteTimeSpan, Period)).Soon();
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Probe.Activation().Soon();
        Assert.Empty(Stage.Notes(key));

        await Probe.Change(Due, Timeout.InfiniteTimeSpan).Soon();
        Clock.Advance(Due);

        await Stage.Noted(key, "tick");
    }

    [Fact]
    public async Task A_change_between_ticks_holds_at_once()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        await Probe.Change(Due * 2, Period * 2).Soon();
        Clock.Advance(Due);
        await Probe.Activation().Soon();
        Assert.Empty(Stage.Notes(key));

        Clock.Advance(Due);
        await Stage.Noted(key, "tick");
        await Clock.DueIn(Period * 2);
    }

    [Fact]
    public async Task A_change_during_the_tick_holds_from_its_end()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Changing)).Soon();
        Clock.Advance(Due);

        await Stage.Noted(key, "tick");
        await Clock.DueIn(Period * 2);
    }

    [Fact]
    public async Task A_change_during_the_tick_never_makes_a_second_one_beside_it()
    {
        await Probe.Start(new TimerPlan(Due, Period, TickKind.Slow, Interleave: true)).Soon();
        Clock.Advance(Due);
        await Stage.Noted(key, "at tick");
        await Probe.Change(Due * 2, Period * 2).Soon();
        Clock.Advance(Due * 2);
        await Probe.Pass().Soon();
        Assert.Equal(["tick", "at tick"], Stage.Notes(key));

        Stage.Open(key, "tick");
        await Clock.DueIn(Due * 2);
        Clock.Advance(Due * 2);

        await Stage.Noted(key, "tick", times: 2);
    }

    [Fact]
    public async Task A_negative_due_time_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Probe.Start(new TimerPlan(TimeSpan.FromSeconds(-2), Period)).Soon());
}
