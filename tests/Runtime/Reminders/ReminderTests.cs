using LeadSail.Fixture;

namespace LeadSail.Reminders;

/// <summary>Reminders while the process lives, and across its end.</summary>
public sealed class ReminderTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private readonly string key = NewKey();

    private IReminderProbe Probe => Grain<IReminderProbe>(key);

    private TimeSpan Due { get; } = Odd(83);

    private TimeSpan Period { get; } = Odd(127);

    [Fact]
    public async Task A_reminder_ticks_when_it_is_due_and_then_every_period()
    {
        Assert.Equal("wake", await Probe.Register("wake", Due, Period).Soon());
        var first = Now() + Due;
        await Clock.DueIn(Due);
        Clock.Advance(Due);
        await Ticked(first, first);

        await Clock.DueIn(Period);
        Clock.Advance(Period);

        await Ticked(first, first + Period);
        await Forget();
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_is_not_active()
    {
        await Probe.Register("wake", Due, Period).Soon();
        var first = Now() + Due;
        await Probe.End().Soon();
        await Stage.Noted(key, "deactivates");
        await Clock.DueIn(Due);
        Clock.Advance(Due);

        await Ticked(first, first);
        await Forget();
    }

    [Fact]
    public async Task A_tick_waits_its_turn()
    {
        await Probe.Register("wake", Due, Period).Soon();
        var first = Now() + Due;
        await Clock.DueIn(Due);
        _ = Probe.Work("work");
        await Stage.Noted(key, "at work");
        Clock.Advance(Due);
        await Probe.Pass().Soon();
        Assert.Equal(["at work"], Stage.Notes(key));
        Stage.Open(key, "work");

        await Ticked(first, first);
        await Forget();
    }

    [Fact]
    public async Task A_reminder_whose_tick_fails_comes_again()
    {
        Stage.Leave($"{key} fails", new InvalidOperationException("a bad tick"));
        await Probe.Register("wake", Due, Period).Soon();
        var first = Now() + Due;
        await Clock.DueIn(Due);
        Clock.Advance(Due);
        await Ticked(first, first);
        await Clock.DueIn(Period);
        Clock.Advance(Period);

        await Ticked(first, first + Period);
        await Forget();
    }

    [Fact]
    public async Task Registering_again_changes_the_schedule()
    {
        await Probe.Register("wake", Due, Period).Soon();
        await Probe.Register("wake", Due * 2, Period * 2).Soon();
        var first = Now() + (Due * 2);
        await Clock.DueIn(Due * 2);
        Clock.Advance(Due * 2);

        await Stage.Noted(key, ReminderProbeGrain.Tick("wake", first, Period * 2, first));
        Assert.Equal("wake", await Names());
        Assert.Single(Stage.Notes(key));
        await Forget();
    }

    [Fact]
    public async Task Reminders_are_found_by_name_until_they_are_removed()
    {
        Assert.False(await Probe.Unregister("wake").Soon());
        await Probe.Register("wake", Due, Period).Soon();
        await Probe.Register("watch", Due, Period).Soon();

        Assert.Equal("wake, watch", await Names());
        Assert.True(await Probe.Unregister("wake").Soon());
        Assert.Equal("watch", await Names());
        Assert.True(await Probe.Unregister("watch").Soon());

        Clock.Advance(Due + Period);
        await Probe.Pass().Soon();
        Assert.Empty(Stage.Notes(key));
    }

    [Fact]
    public async Task A_schedule_that_is_too_dense_or_in_the_past_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Probe.Register("wake", Due, TimeSpan.FromSeconds(59)).Soon());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Probe.Register("wake", TimeSpan.FromSeconds(-5), Period).Soon());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Probe.Register(" ", Due, Period).Soon());
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task A_grain_that_cannot_receive_reminders_cannot_register_one() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Grain<IDeafProbe>(key).Register().Soon());

    [Fact]
    public async Task A_reminder_keeps_its_grid_across_a_restart_and_skips_what_was_missed()
    {
        await Probe.Register("wake", Due, Period).Soon();
        var first = Now() + Due;
        await Clock.DueIn(Due);

        await Runtime.Stop();
        Clock.Advance(Due + (Period * 2) + TimeSpan.FromSeconds(20));
        await Runtime.Start();
        await Clock.DueIn(Period - TimeSpan.FromSeconds(20));
        Clock.Advance(Period - TimeSpan.FromSeconds(20));

        await Ticked(first, first + (Period * 3));
        Assert.Equal(["deactivates", ReminderProbeGrain.Tick("wake", first, Period, first + (Period * 3))], Stage.Notes(key));
        await Forget();
    }

    private DateTime Now() => Clock.GetUtcNow().UtcDateTime;

    private Task Ticked(DateTime first, DateTime now) => Stage.Noted(key, ReminderProbeGrain.Tick("wake", first, Period, now));

    private async Task<string> Names() => string.Join(", ", await Probe.All().Soon());

    private async Task Forget() => Assert.True(await Probe.Unregister("wake").Soon());
}
