using Microsoft.Extensions.DependencyInjection;
using Orleans.Timers;

namespace LeadSail.Lives;

/// <summary>The settler on a timer that a test fires.</summary>
public sealed class SettlerTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly TimerOfATest timer = new();
    private readonly List<string> told = [];
    private readonly Settler settler;
    private Func<Task<DateTimeOffset?>> work = () => Task.FromResult<DateTimeOffset?>(null);

    public SettlerTests() => settler = new Settler(timer, _ => work(), failure => told.Add(failure.Message), clock);

    public void Dispose() => settler.Dispose();

    [Fact]
    public void It_rests_until_it_is_kicked_and_then_looks_at_once()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, timer.Due);
        settler.Kick();
        Assert.Equal(TimeSpan.Zero, timer.Due);
        Assert.True(timer.Interleaves);
    }

    [Fact]
    public async Task It_looks_again_when_the_work_says_so()
    {
        work = () => Task.FromResult<DateTimeOffset?>(clock.GetUtcNow().AddSeconds(7));
        await timer.Fire();
        Assert.Equal(TimeSpan.FromSeconds(7), timer.Due);

        work = () => Task.FromResult<DateTimeOffset?>(clock.GetUtcNow().AddSeconds(-1));
        await timer.Fire();
        Assert.Equal(TimeSpan.Zero, timer.Due);

        work = () => Task.FromResult<DateTimeOffset?>(null);
        await timer.Fire();
        Assert.Equal(Timeout.InfiniteTimeSpan, timer.Due);
    }

    [Fact]
    public async Task What_is_due_later_than_a_timer_can_wait_is_looked_at_on_the_way()
    {
        work = () => Task.FromResult<DateTimeOffset?>(clock.GetUtcNow().AddDays(400));
        await timer.Fire();
        Assert.Equal(TimeSpan.FromDays(1), timer.Due);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_puts_off_nothing_that_waits()
    {
        var due = clock.GetUtcNow().AddSeconds(20);
        var paid = 0;
        work = () => Task.FromResult<DateTimeOffset?>(paid == 0 && settler.IsDue(due) ? clock.GetUtcNow().AddHours(++paid) : due);
        await timer.Fire();
        Assert.Equal(TimeSpan.FromSeconds(20), timer.Due);

        clock.SetBack(TimeSpan.FromHours(1));
        clock.Advance(TimeSpan.FromSeconds(20));
        await timer.Fire();
        Assert.Equal((0, TimeSpan.FromSeconds(1)), (paid, timer.Due));
        clock.Advance(TimeSpan.FromSeconds(1));
        await timer.Fire();
        Assert.Equal((1, TimeSpan.FromHours(1)), (paid, timer.Due));
    }

    [Fact]
    public async Task Whoever_asks_for_the_same_instant_again_waits_again()
    {
        var due = clock.GetUtcNow().AddSeconds(20);
        var asked = 0;
        work = () =>
        {
            asked += settler.IsDue(due) ? 1 : 0;
            return Task.FromResult<DateTimeOffset?>(due);
        };
        await timer.Fire();
        clock.SetBack(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(21));
        await timer.Fire();
        Assert.Equal((1, TimeSpan.FromSeconds(9)), (asked, timer.Due));
    }

    [Fact]
    public async Task Whoever_goes_by_a_wall_clock_that_was_set_back_is_rung_for_once_and_then_waits_for_that_clock()
    {
        var due = clock.GetUtcNow().AddSeconds(20);
        work = () => Task.FromResult<DateTimeOffset?>(clock.GetUtcNow() < due ? due : null);
        await timer.Fire();
        clock.SetBack(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromSeconds(21));

        var looks = 0;
        do
        {
            await timer.Fire();
        }
        while (++looks < 10 && timer.Due == TimeSpan.Zero);
        Assert.Equal((2, TimeSpan.FromSeconds(59)), (looks, timer.Due));

        clock.Advance(timer.Due);
        await timer.Fire();
        Assert.Equal(Timeout.InfiniteTimeSpan, timer.Due);
    }

    [Fact]
    public async Task A_kick_while_it_works_has_it_look_once_more_and_never_twice_at_once()
    {
        var (runs, atOnce) = (0, 0);
        var gate = new TaskCompletionSource();
        work = async () =>
        {
            Assert.Equal(1, ++atOnce);
            runs++;
            await gate.Task;
            atOnce--;
            return null;
        };
        var tick = timer.Fire();
        settler.Kick();
        settler.Kick();
        await timer.Fire();
        Assert.Equal((1, Timeout.InfiniteTimeSpan), (runs, timer.Due));

        gate.SetResult();
        await tick;
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task After_a_failure_it_tries_again_by_itself_later_and_later_up_to_a_minute()
    {
        work = () => throw new IOException("disk full");
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            await timer.Fire();
            waits.Add(timer.Due.TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        Assert.Equal(8, told.Count(message => message == "disk full"));
    }

    [Fact]
    public async Task A_success_forgets_earlier_failures()
    {
        work = () => throw new IOException("disk full");
        await timer.Fire();
        await timer.Fire();
        var broken = work;
        work = () => Task.FromResult<DateTimeOffset?>(null);
        await timer.Fire();
        work = broken;
        await timer.Fire();
        Assert.Equal(TimeSpan.FromSeconds(1), timer.Due);
    }

    [Fact]
    public async Task A_kick_during_work_that_fails_is_not_lost()
    {
        work = () =>
        {
            settler.Kick();
            throw new IOException("disk full");
        };
        await timer.Fire();
        await timer.Fire();
        await timer.Fire();
        Assert.Equal(TimeSpan.FromSeconds(1), timer.Due);
    }

    /// <summary>A grain, its activation and its timers, as far as a settler sees them.</summary>
    private sealed class TimerOfATest : IGrainBase, IGrainContext, ITimerRegistry, IGrainTimer
    {
        private Func<CancellationToken, Task> tick = null!;

        public TimeSpan Due { get; private set; }

        public bool Interleaves { get; private set; }

        public IGrainContext GrainContext => this;

        public GrainId GrainId => default;

        public object? GrainInstance => this;

        public IServiceProvider ActivationServices => new ServiceCollection().AddSingleton<ITimerRegistry>(this).BuildServiceProvider();

        public Task Fire()
        {
            Due = Timeout.InfiniteTimeSpan;
            return tick(CancellationToken.None);
        }

        public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
        {
            (tick, Due, Interleaves) = (token => callback(state, token), options.DueTime, options.Interleave);
            return this;
        }

        public void Change(TimeSpan dueTime, TimeSpan period) => Due = dueTime;

        public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
        {
        }

        public void Dispose()
        {
        }
    }
}
