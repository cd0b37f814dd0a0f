using System.Globalization;
using LeadSail.Hosting;
using LeadSail.Permits;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Heartbeats;

/// <summary>
/// Stores each minute that somebody runs calls on this database. Where the last such word is old at the start, the database may be a restored backup, and calls may have been made that it
/// knows nothing of: nobody is called until the providers' conversations since then were listed and ours among them taken in.
/// </summary>
internal sealed partial class Heartbeat(IMarks marks, CallAdoption adoption, DialGate gate, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Heartbeat> logger)
    : BackgroundService, IHostedLifecycleService
{
    private const string Mark = "heartbeat";

    /// <summary>How old the last heartbeat may be; and how much earlier than it conversations are listed, by a clock that is not ours.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2), Overlap = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1), AfterFailure = TimeSpan.FromSeconds(5);

    private bool caughtUp;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        gate.Wait("Nobody is called before this server knows which calls were made while it was away.");
        lifetime.ApplicationStopping.Register(gate.Stop);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // the provider may be the flight simulator in this very process
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Periodic.RunAsync(BeatAsync, AfterFailure, LogFailed, time, stoppingToken);
    }

    private async Task<TimeSpan> BeatAsync(CancellationToken cancellationToken)
    {
        if (!caughtUp)
        {
            await CatchUpAsync(cancellationToken);
            caughtUp = true;
            gate.Open();
        }

        await marks.SetAsync(Mark, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancellationToken);
        return Interval;
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await marks.FindAsync(Mark, cancellationToken) is not { } mark)
        {
            return; // nobody has run calls here yet
        }

        var last = DateTimeOffset.Parse(mark, CultureInfo.InvariantCulture);
        if (time.GetUtcNow() - last > Fresh)
        {
            var adopted = await adoption.RunAsync(last - Overlap, cancellationToken);
            LogCaughtUp(last, adopted);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The last heartbeat is of {Last:u}; {Adopted} calls that this database did not know since then were taken in")]
    private partial void LogCaughtUp(DateTimeOffset last, int adopted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No heartbeat could be stored, or the provider could not be asked which calls it knows; that is tried again")]
    private partial void LogFailed(Exception exception);
}
