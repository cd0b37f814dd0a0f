using LeadSail.Hosting;

namespace LeadSail.Idempotency;

/// <summary>Deletes each hour what is no longer known.</summary>
internal sealed partial class IdempotencyPurge(IKeyedRequests requests, TimeProvider time, ILogger<IdempotencyPurge> logger) : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodic.RunAsync(RunAsync, Interval, LogFailed, time, stoppingToken);

    private async Task<TimeSpan> RunAsync(CancellationToken cancellationToken) =>
        await requests.PurgeAsync(time.GetUtcNow() - IdempotentRequests.Keep, Batch, cancellationToken) < Batch ? Interval : TimeSpan.Zero;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old requests could not be purged; the next run tries again")]
    private partial void LogFailed(Exception exception);
}
