using LeadSail.Fixture;

namespace LeadSail.Timers;

/// <summary>Only here: on Orleans 10.4.2 this test does not come to its end. No grain relies on it: a settler asks for its next tick and not for a queued one.</summary>
public sealed partial class TimerTests
{
    [Fact]
    public async Task Of_a_change_while_the_tick_is_queued_only_the_period_holds()
    {
        await Probe.Start(new TimerPlan(Due, Period)).Soon();
        var work = Probe.Work("work");
        await Stage.Noted(key, "at work");
        Clock.Advance(Due);
        await Probe.Change(TimeSpan.FromHours(1), Period * 3).Soon();

        Stage.Open(key, "work");
        await work.Soon();

        await Stage.Noted(key, "tick");
        await Clock.DueIn(Period * 3);
    }
}
