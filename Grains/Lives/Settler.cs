using System.Diagnostics;
using LeadSail.Telemetry;

namespace LeadSail.Lives;

/// <summary>
/// Pays what a life owes, outside its turns: one interleaving timer per grain that never runs twice at once. It may await peers and
/// providers while the activation stays free, and brings results back as calls to its own grain, where state is written.
/// </summary>
internal sealed class Settler : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1), LastRetry = TimeSpan.FromMinutes(1);

    /// <summary>No timer takes more than 49 days, and callbacks are promised for later; who looks a day early only looks again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>By how much a clock that nobody sets may run ahead of the wall clock while that is only being slewed.</summary>
    private static readonly TimeSpan Slew = TimeSpan.FromSeconds(1);

    private readonly Func<CancellationToken, Task<DateTimeOffset?>> settle;
    private readonly Action<Exception> failed;
    private readonly TimeProvider time;
    private readonly IGrainTimer timer;
    private bool running, again;
    private ActivityContext cause;
    private int failures;
    private (DateTimeOffset Due, long Since, TimeSpan Wait) alarm;
    private DateTimeOffset rangFor;

    /// <param name="grain">Whose debts.</param>
    /// <param name="settle">Pays what is due and says when to look again; null for not before the next kick.</param>
    /// <param name="failed">Told of a failure; the settler tries again by itself, 1 s to 1 min later.</param>
    /// <param name="time">The clock.</param>
    public Settler(IGrainBase grain, Func<CancellationToken, Task<DateTimeOffset?>> settle, Action<Exception> failed, TimeProvider time)
    {
        this.settle = settle;
        this.failed = failed;
        this.time = time;
        timer = grain.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    /// <summary>There may be something to do now.</summary>
    public void Kick()
    {
        cause = Activity.Current?.Context ?? cause;
        if (running)
        {
            again = true;
        }
        else
        {
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// Whether an instant has come: by the wall clock, or because as much time has passed as it was away when first asked for, and a second more.
    /// So a wall clock that is set back puts nothing off.
    /// </summary>
    public bool IsDue(DateTimeOffset due)
    {
        if (Until(due) > TimeSpan.Zero)
        {
            return false;
        }

        alarm = default; // whoever asks for the same instant again, waits again
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private async Task Tick(CancellationToken cancellationToken)
    {
        if (running)
        {
            again = true;
            return;
        }

        running = true;
        TimeSpan? wait;
        try
        {
            DateTimeOffset? lookAgain;
            do
            {
                again = false;
                lookAgain = await SettleOnce(cancellationToken);
            }
            while (again);
            failures = 0;
            wait = lookAgain is { } at ? NextWait(at) : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failed(e);
            wait = again ? FirstRetry : Backoff.Of(FirstRetry, LastRetry, failures++);
        }
        finally
        {
            running = false;
        }

        if (wait is { } dueTime)
        {
            timer.Change(dueTime < TimeSpan.Zero ? TimeSpan.Zero : dueTime > LongestWait ? LongestWait : dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>In the trace of whoever kicked last: what it does is for them.</summary>
    private async Task<DateTimeOffset?> SettleOnce(CancellationToken cancellationToken)
    {
        using var span = Tracing.Source.StartActivity("settle", ActivityKind.Internal, cause);
        cause = default;
        return await settle(cancellationToken);
    }

    /// <summary>
    /// An instant that has come by the time passed rings once. Who names it again after that goes by the wall clock alone, which was set back,
    /// and waits again: looking at once, and again at once, would bring it no nearer.
    /// </summary>
    private TimeSpan NextWait(DateTimeOffset at)
    {
        var wait = Until(at);
        if (wait <= TimeSpan.Zero && at == rangFor)
        {
            alarm = default;
            wait = Until(at);
        }

        rangFor = wait <= TimeSpan.Zero ? at : default;
        return wait;
    }

    private TimeSpan Until(DateTimeOffset due)
    {
        var byWallClock = due - time.GetUtcNow();
        if (alarm.Due != due)
        {
            alarm = (due, time.GetTimestamp(), byWallClock + Slew);
        }

        var byTimePassed = alarm.Wait - time.GetElapsedTime(alarm.Since);
        return byWallClock < byTimePassed ? byWallClock : byTimePassed;
    }
}
