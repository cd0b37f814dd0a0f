using Orleans.Activations;

namespace Orleans.Calls;

/// <summary>Calls with one limit, the earliest first.</summary>
internal sealed class DeadlineLane : IDisposable
{
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly TimeSpan limit;
    private readonly long limitInTimestamps;
    private readonly ITimer timer;
    private Call? first;
    private Call? last;
    private bool armed;

    public DeadlineLane(TimeProvider clock, TimeSpan limit)
    {
        this.clock = clock;
        this.limit = limit;
        limitInTimestamps = (long)(limit.TotalSeconds * clock.TimestampFrequency);
        using (NoFlow.Begin())
            timer = clock.CreateTimer(static lane => ((DeadlineLane)lane!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(Call call)
    {
        lock (gate)
        {
            call.Lane = this;
            call.Deadline = clock.GetTimestamp() + limitInTimestamps;
            call.EarlierInLane = last;
            if (last is null)
                first = call;
            else
                last.LaterInLane = call;
            last = call;

            if (armed)
                return;

            armed = true;
            timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    public void Remove(Call call)
    {
        lock (gate)
        {
            if (call.EarlierInLane is { } earlier)
                earlier.LaterInLane = call.LaterInLane;
            else if (first == call)
                first = call.LaterInLane;
            else
                return;

            if (call.LaterInLane is { } later)
                later.EarlierInLane = call.EarlierInLane;
            else
                last = call.EarlierInLane;
            call.EarlierInLane = call.LaterInLane = null;
        }
    }

    public void AbandonAll()
    {
        while (First() is { } call)
        {
            call.Abandon();
            Remove(call);
        }
    }

    public void Dispose() => timer.Dispose();

    private Call? First()
    {
        lock (gate)
            return first;
    }

    private void Expire()
    {
        while (NextExpired() is { } call)
        {
            call.TimeOut();
            Remove(call);
        }
    }

    private Call? NextExpired()
    {
        lock (gate)
        {
            if (first is null)
            {
                armed = false;
                return null;
            }

            var now = clock.GetTimestamp();
            if (first.Deadline <= now)
                return first;

            var rest = clock.GetElapsedTime(now, first.Deadline);
            timer.Change(rest < Resolution ? Resolution : rest, Timeout.InfiniteTimeSpan);
            return null;
        }
    }
}
