using LeadSail.Hosting;
using LeadSail.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Clocks;

/// <summary>Compares the machine's clock with the database's, at the start and every 30 s.</summary>
internal sealed partial class ClockWatch(IDatabase database, ClockCheck check, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // the machine's, also where the product runs by another
    private static readonly TimeProvider Machine = TimeProvider.System;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodic.RunAsync(CompareAsync, Interval, LogFailed, Machine, stoppingToken);

    private async Task<TimeSpan> CompareAsync(CancellationToken cancellationToken)
    {
        var before = Machine.GetUtcNow();
        var started = Machine.GetTimestamp();
        if (await database.ServerTimeAsync(cancellationToken) is not { } server)
        {
            return Interval;
        }

        // it was asked somewhere between the two
        var wasOff = check.IsOff;
        check.Measured(before + (Machine.GetElapsedTime(started) / 2) - server);
        if (check.IsOff != wasOff)
        {
            LogClock(check.IsOff ? LogLevel.Error : LogLevel.Information, check.Ahead.TotalSeconds);
        }

        return Interval;
    }

    [LoggerMessage(Message = "This machine's clock is {Seconds:0.0} s ahead of the database's; beyond 2 s either way no call is permitted")]
    private partial void LogClock(LogLevel level, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be asked for its time")]
    private partial void LogFailed(Exception exception);
}
