using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Sweeping;

/// <summary>Wakes grains whose <c>wake_at</c> has come: each second, what is due, a few at a time. After a crash this is what takes everything up again.</summary>
public sealed partial class Sweeper(IWakeups wakeups, IGrainFactory grains, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int BatchSize = 64;

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, time);
        await using var stopping = stoppingToken.Register(timer.Dispose);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // what was cut off falls due again
            }
            catch (Exception e)
            {
                LogSweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Wakeup> due;
        do
        {
            due = await wakeups.ClaimDueAsync(time.GetUtcNow(), BatchSize, cancellationToken);
            await Parallel.ForEachAsync(due, AtOnce, async (wakeup, _) => await Wake(wakeup));
        }
        while (due.Count == BatchSize);
    }

    private async Task Wake(Wakeup wakeup)
    {
        try
        {
            await (wakeup.GrainType switch
            {
                "call" => grains.GetGrain<ICallGrain>(wakeup.Key).Wake(),
                "lead" => grains.GetGrain<ILeadGrain>(wakeup.Key).Wake(),
                _ => throw new InvalidOperationException($"Nobody wakes grains of type {wakeup.GrainType}."),
            });
        }
        catch (Exception e)
        {
            LogWakeFailed(e, wakeup.GrainType, wakeup.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep failed; the next one tries again")]
    private partial void LogSweepFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waking {GrainType} {Key} failed; it is tried again later")]
    private partial void LogWakeFailed(Exception exception, string grainType, string key);
}
