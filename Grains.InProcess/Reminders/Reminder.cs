using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.Identity;

namespace Orleans.Reminders;

/// <summary>One schedule of a reminder, while it holds. Its loop runs on the queue of the reminder service.</summary>
internal sealed partial class Reminder(GrainHost host, ReminderEntry entry) : IDisposable
{
    // Timers take 49 days at most, and count whole milliseconds: a shorter wait is none.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1), ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly CancellationTokenSource stopped = new();

    /// <summary>No tick after this, but one that is under way goes on.</summary>
    public void Dispose() => stopped.Cancel();

    public async Task RunAsync()
    {
        var token = stopped.Token;
        var grain = host.References.GetGrain<IRemindable>(entry.GrainId);
        DateTime? served = null;
        while (!token.IsCancellationRequested)
        {
            var now = Now();
            var due = ReminderGrid.Next(entry, now, served);
            if (due > now)
            {
                var wait = due - now < LongestWait ? due - now : LongestWait;
                await Task.Delay(wait > ShortestWait ? wait : ShortestWait, host.Clock, token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (token.IsCancellationRequested || (now = Now()) < due)
                {
                    continue; // it was a part of a long wait, or the clock was set back
                }

                // whoever is woken is woken late, if by a tick, and this is still the point that was waited for
            }

            served = due;
            try
            {
                await grain.ReceiveReminder(entry.ReminderName, new TickStatus(entry.StartAt, entry.Period, now));
            }
            catch (Exception exception)
            {
                LogTickFailed(host.Log, entry.ReminderName, entry.GrainId.ForLog(), exception);
            }
        }
    }

    [LoggerMessage(41, LogLevel.Error, "Reminder {Reminder} could not be delivered to {Grain}; it will come again")]
    private static partial void LogTickFailed(ILogger logger, string reminder, string grain, Exception exception);

    private DateTime Now() => host.Clock.GetUtcNow().UtcDateTime;
}
