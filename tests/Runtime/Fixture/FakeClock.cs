namespace LeadSail.Fixture;

/// <summary>
/// A clock that moves only when a test advances it. Callbacks run on the test's thread, in the order of their due times. Who asks for the time without
/// end, as Orleans does while less than the millisecond is left that a timer can wait, sees it creep on for that millisecond.
/// </summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private const int PatientReads = 1_000;

    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Armed)> waiters = [];
    private DateTimeOffset now = start;
    private TimeSpan back;
    private int reads;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now.AddTicks(Math.Clamp(++reads - PatientReads, 0, TimeSpan.TicksPerMillisecond));
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks + back.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        DateTimeOffset target;
        lock (gate)
            target = now + by;
        while (NextUntil(target) is { } timer)
            timer.Fire();
        lock (gate)
            (now, reads) = (target, 0);
    }

    /// <summary>Sets the hands back; timers count on as if nothing had happened.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (gate)
        {
            (now, back) = (now - by, back + by);
            foreach (var timer in timers)
                timer.Due -= by;
        }
    }

    /// <summary>Moves on to the next timer and fires it; says whether there was one.</summary>
    public bool AdvanceToNext()
    {
        var next = NextUntil(DateTimeOffset.MaxValue);
        next?.Fire();
        return next is not null;
    }

    /// <summary>Completes when there is a timer that is due exactly this long from now: the barrier before <see cref="Advance"/>.</summary>
    public Task DueIn(TimeSpan span)
    {
        lock (gate)
        {
            var due = now + span;
            if (timers.Exists(timer => timer.Due == due))
                return Task.CompletedTask;

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((due, armed));
            return armed.Task.Soon($"a timer due in {span}");
        }
    }

    private FakeTimer? NextUntil(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is not null)
            {
                (now, reads) = next.Due > now ? (next.Due.Value, 0) : (now, reads);
                Set(next, next.Period);
            }

            return next;
        }
    }

    private void Set(FakeTimer timer, TimeSpan time)
    {
        timers.Remove(timer);
        timer.Due = time == Timeout.InfiniteTimeSpan ? null : now + time;
        if (timer.Due is not { } due)
            return;

        timers.Add(timer);
        foreach (var (_, armed) in waiters.FindAll(waiter => waiter.Due == due))
            armed.TrySetResult();
        waiters.RemoveAll(waiter => waiter.Due == due);
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? flow = ExecutionContext.Capture();
        private bool disposed;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire()
        {
            if (flow is null)
                callback(state);
            else
                ExecutionContext.Run(flow, callback.Invoke, state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                    return false;

                Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                clock.Set(this, dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.Set(this, Timeout.InfiniteTimeSpan);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
