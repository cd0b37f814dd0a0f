using Orleans.Activations;
using Orleans.Calls;

namespace Orleans.Timers;

/// <summary>
/// A timer of an activation. When it is due it queues itself as a request; the next due time is set when that has ended,
/// so there is never more than one tick of it in the queue.
/// </summary>
internal sealed partial class GrainTimer : Request, IGrainTimer
{
    private readonly CancellationTokenSource disposed = new();
    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly ITimer timer;
    private readonly bool interleave;
    private readonly bool keepAlive;
    private bool firing;
    private bool changed;
    private TimeSpan due;
    private TimeSpan period;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.callback = callback;
        interleave = options.Interleave;
        keepAlive = options.KeepAlive;
        using (NoFlow.Begin())
            timer = activation.Host.Clock.CreateTimer(static me => ((GrainTimer)me!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal override bool AlwaysInterleave => interleave;

    internal override bool IsLocal => true;

    internal override bool KeepsAlive => keepAlive;

    internal override bool IsMoot => false;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Require(dueTime, nameof(dueTime));
        Require(period, nameof(period));
        changed = true;
        due = dueTime;
        this.period = period;
        if (!firing)
            Set(due);
    }

    public void Dispose()
    {
        try
        {
            disposed.Cancel();
        }
        catch (AggregateException exception)
        {
            LogCancellationFailed(activation.Host.Log, activation, exception);
        }

        timer.Dispose();
        activation.Remove(this);
    }

    internal override async Task Invoke(Activation activation)
    {
        changed = false;
        await callback(disposed.Token);
    }

    internal override void Finish(Task outcome)
    {
        if (outcome.Exception?.InnerException is { } exception)
            LogTickFailed(activation.Host.Log, activation, exception);
        if (!disposed.IsCancellationRequested)
            Set(changed ? due : period);
        firing = false;
    }

    private static void Require(TimeSpan time, string name)
    {
        // What System.Threading.Timer takes.
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Fire()
    {
        firing = true;
        activation.Receive(this);
    }

    // Set on a timer that was disposed does nothing.
    private void Set(TimeSpan time) => timer.Change(time, Timeout.InfiniteTimeSpan);
}
