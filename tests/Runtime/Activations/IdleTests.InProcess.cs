using LeadSail.Fixture;
using LeadSail.Timers;

namespace LeadSail.Activations;

/// <summary>Idle collection by the clock; Orleans counts in real time.</summary>
public sealed class IdleTests(GrainFixture runtime) : RuntimeTests(runtime)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Quantum = TimeSpan.FromMinutes(1);
    private readonly string key = NewKey();

    [Fact]
    public async Task A_grain_lives_as_long_as_somebody_calls_it_within_the_age()
    {
        var probe = Grain<ILifeProbe>(key);
        var first = await probe.Activation().Soon();
        for (var calls = 0; calls < 5; calls++)
        {
            Clock.Advance(Age - Quantum);
            Assert.Equal(first, await probe.Activation().Soon());
        }

        Clock.Advance(Age + Quantum);
        await Stage.Noted(key, "deactivates: ActivationIdle");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tick_counts_as_use_only_if_the_timer_says_so(bool keepAlive)
    {
        var probe = Grain<ITimerProbe>(key);
        await probe.Start(new TimerPlan(TimeSpan.FromMinutes(8), Timeout.InfiniteTimeSpan, KeepAlive: keepAlive)).Soon();
        Clock.Advance(TimeSpan.FromMinutes(8));
        await Stage.Noted(key, "tick");
        var other = NewKey();
        await Grain<ILifeProbe>(other).Activation().Soon();

        Clock.Advance(TimeSpan.FromMinutes(9));
        if (!keepAlive)
            await Stage.Noted(key, "deactivates");
        Assert.Equal(!keepAlive, Stage.Notes(key).Contains("deactivates"));
        Clock.Advance(TimeSpan.FromMinutes(8));
        await Stage.Noted(key, "deactivates");
    }
}
