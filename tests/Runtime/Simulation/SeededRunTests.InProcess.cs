using LeadSail.Calls;
using LeadSail.Fixture;
using LeadSail.Storage;
using LeadSail.Timers;

namespace LeadSail.Simulation;

/// <summary>The engine on one thread, under a seed and a clock that stands still.</summary>
public sealed class SeededRunTests
{
    [Fact]
    public void A_seed_has_one_history()
    {
        var first = History(42);

        Assert.Equal(first, History(42));
        Assert.Contains(first, step => step.StartsWith("Answer test-state-probe/org/state_0 IStateProbe.Write", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_seeds_have_other_histories() =>
        Assert.Equal(20, Enumerable.Range(0, 20).Select(seed => string.Join('\n', History(seed))).Distinct().Count());

    [Fact]
    public void What_a_caller_awaits_together_comes_back_on_the_one_thread()
    {
        using var world = NewWorld(7);
        var grain = world.Grains.GetGrain<ICallProbe>("org/a");

        // Through another grain, and through the combinators of tasks.
        var both = Task.WhenAll(Enumerable.Range(0, 10).Select(n => world.Grains.GetGrain<ICallProbe>($"org/{n}x").CallBack(grain, 1)));
        world.Run(both);

        Assert.True(both.IsCompletedSuccessfully);
    }

    [Fact]
    public void Time_outs_and_timers_follow_the_clock_of_the_run()
    {
        var stage = new Stage();
        using var world = NewWorld(3, stage);
        var began = world.Clock.GetUtcNow();
        world.Run(world.Grains.GetGrain<ITimerProbe>("org/t").Start(new TimerPlan(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))));
        var call = world.Grains.GetGrain<ICallProbe>("org/c").WorkShortly("never");
        world.Run(call.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));

        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
        Assert.Equal(TimeSpan.FromSeconds(2), world.Clock.GetUtcNow() - began);
        Assert.NotEmpty(stage.Notes("org/t"));
    }

    [Fact]
    public void A_caller_that_cancels_is_released_outside_the_code_that_cancels()
    {
        using var world = NewWorld(5);
        using var source = new CancellationTokenSource();
        var call = world.Grains.GetGrain<ICallProbe>("org/c").WorkWithToken("slow", source.Token);
        for (var steps = 0; steps < 20; steps++)
            world.Dispatcher.Step();

        source.Cancel();

        Assert.True(call.IsCanceled);
        Assert.True(world.Dispatcher.Step());
        Assert.Contains(world.Dispatcher.Trace, step => step.StartsWith("Cancellation", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_crash_nothing_of_the_old_process_happens_and_what_was_written_is_there()
    {
        var stage = new Stage();
        var storage = new JsonStorage(stage);
        for (var steps = 0; steps < 40; steps++)
        {
            using var world = new World(steps, storage, stage);
            var key = $"org/crash_{steps}x";
            var write = world.Grains.GetGrain<IStateProbe>(key).Write(7);
            for (var step = 0; step < steps && !write.IsCompleted; step++)
                world.Dispatcher.Step();

            var promised = write.IsCompletedSuccessfully;
            world.Dispatcher.IsDead = true;
            var written = stage.Notes(key).Contains("write");
            Assert.False(world.Dispatcher.Step());
            world.Clock.Advance(TimeSpan.FromHours(1));

            using var next = new World(steps, storage, stage);
            var look = next.Run(next.Grains.GetGrain<IStateProbe>(key).Look());
            Assert.Equal(written ? 7 : 0, look.Value);
            Assert.True(written || !promised);
        }
    }

    private static World NewWorld(int seed, Stage? stage = null)
    {
        stage ??= new Stage();
        return new World(seed, new JsonStorage(stage), stage);
    }

    private static List<string> History(int seed)
    {
        using var world = NewWorld(seed);
        var writes = Enumerable.Range(0, 12).Select(n => world.Grains.GetGrain<IStateProbe>($"org/state_{n % 3}").Write(n));
        world.Run(Task.WhenAll([.. writes]));
        return world.Dispatcher.Trace;
    }
}
