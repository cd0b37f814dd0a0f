using LeadSail.Activations;
using LeadSail.Fixture;
using LeadSail.Timers;

namespace LeadSail.Simulation;

/// <summary>Idle collection by the clock; Orleans counts in real time.</summary>
public sealed class IdleTests : IDisposable
{
    private const string Key = "org/idle";
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Quantum = TimeSpan.FromMinutes(1);
    private readonly Stage stage = new();
    private readonly World world;

    public IdleTests() => world = new World(1, new JsonStorage(stage), stage);

    [Fact]
    public void A_grain_lives_as_long_as_somebody_calls_it_within_the_age()
    {
        var probe = world.Grains.GetGrain<ILifeProbe>(Key);
        var first = world.Run(probe.Activation());
        for (var calls = 0; calls < 5; calls++)
        {
            world.Pass(Age - Quantum);
            Assert.Equal(first, world.Run(probe.Activation()));
        }

        world.Pass(Age);

        Assert.Contains("deactivates: ActivationIdle", stage.Notes(Key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tick_counts_as_use_only_if_the_timer_says_so(bool keepAlive)
    {
        var probe = world.Grains.GetGrain<ITimerProbe>(Key);
        world.Run(probe.Start(new TimerPlan(TimeSpan.FromMinutes(8), Timeout.InfiniteTimeSpan, KeepAlive: keepAlive)));
        world.Pass(TimeSpan.FromMinutes(8));
        Assert.Contains("tick", stage.Notes(Key));

        world.Pass(Age - TimeSpan.FromMinutes(8));
        Assert.Equal(!keepAlive, stage.Notes(Key).Contains("deactivates"));

        world.Pass(TimeSpan.FromMinutes(8));
        Assert.Contains("deactivates", stage.Notes(Key));
    }

    public void Dispose() => world.Dispose();
}
