namespace LeadSail.Simulation.Worlds;

/// <summary>The clock as one process sees it. Nothing rings in a process that is dead.</summary>
internal sealed class ProcessClock(VirtualClock world, Guard guard, Func<bool> isAlive) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        guard.Require("the clock");
        return world.Wall;
    }

    public override long GetTimestamp()
    {
        guard.Require("the clock");
        return world.Elapsed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ProcessClock clock, TimerCallback callback, object? state) : Alarm, ITimer
    {
        private bool disposed;
        private TimeSpan period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.guard.Require("a timer");
            if (disposed)
            {
                return false;
            }

            this.period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            Generation++;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.world.Set(this, dueTime);
            }

            return true;
        }

        public override void Ring()
        {
            if (!clock.isAlive())
            {
                return;
            }

            if (period != Timeout.InfiniteTimeSpan)
            {
                clock.world.Set(this, period);
            }

            callback(state);
        }

        public void Dispose()
        {
            disposed = true;
            Generation++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private readonly VirtualClock world = world;
    private readonly Guard guard = guard;
    private readonly Func<bool> isAlive = isAlive;
}
