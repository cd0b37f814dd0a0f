using LeadSail.Calls;
using LeadSail.Claims;
using LeadSail.Dialers;
using LeadSail.Hosting;
using LeadSail.Imports;
using LeadSail.Leads;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Sweeping;

/// <summary>Wakes grains whose <c>wake_at</c> has come: each second, what is due, a few at a time. After a crash this is what takes everything up again.</summary>
public sealed partial class Sweeper(IWakeups wakeups, IGrainFactory grains, TimeProvider time, ILogger<Sweeper> logger, IHostApplicationLifetime? process = null) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int AtOnce = 64;

    private readonly InFlight underWay = new(AtOnce);

    /// <summary>
    /// Starts to wake what is due, as soon as there is room for it, and says when to come again. What it started may go on after it returned.
    /// </summary>
    public async Task<TimeSpan> SweepAsync(CancellationToken cancellationToken)
    {
        int room, claimed;
        do
        {
            room = await underWay.RoomAsync(cancellationToken);
            var due = await wakeups.ClaimDueAsync(time.GetUtcNow(), room, cancellationToken);
            claimed = due.Count;
            foreach (var wakeup in due)
            {
                underWay.Start($"{wakeup.GrainType} {wakeup.Key}", () => Wake(wakeup, cancellationToken));
            }
        }
        while (claimed == room);
        return Interval;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await Periodic.RunAsync(SweepAsync, Interval, LogSweepFailed, time, stoppingToken);
        await underWay.DrainAsync(time);
    }

    /// <summary>What is taken up may ask the provider for the last time, and one in this very process, as the simulator is, answers only when the process listens.</summary>
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        if (process is not null)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = process.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
        }
    }

    private async Task Wake(Wakeup wakeup, CancellationToken stopping)
    {
        try
        {
            await (wakeup.GrainType switch
            {
                "call" => grains.GetGrain<ICallGrain>(wakeup.Key).Wake(),
                "enter_job" => grains.GetGrain<IEnterJobGrain>(wakeup.Key).Wake(),
                "import" => grains.GetGrain<IImportGrain>(wakeup.Key).Wake(),
                "lead" => grains.GetGrain<ILeadGrain>(wakeup.Key).Wake(),
                _ => throw new InvalidOperationException($"Nobody wakes grains of type {wakeup.GrainType}."),
            });
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogWakeFailed(e, wakeup.GrainType, wakeup.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep failed; the next one tries again")]
    private partial void LogSweepFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waking {GrainType} {Key} failed; it is tried again later")]
    private partial void LogWakeFailed(Exception exception, string grainType, string key);
}
