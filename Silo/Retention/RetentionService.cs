using LeadSail.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Retention;

/// <summary>Runs <see cref="Forgetter"/> at the start and then each hour.</summary>
internal sealed partial class RetentionService(Forgetter forgetter, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodic.RunAsync(RunAsync, Interval, LogRunFailed, time, stoppingToken);

    private async Task<TimeSpan> RunAsync(CancellationToken token)
    {
        await forgetter.RunAsync(time.GetUtcNow(), token);
        return Interval;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls could not be told to forget; the next run tries again")]
    private partial void LogRunFailed(Exception exception);
}
