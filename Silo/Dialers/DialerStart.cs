using LeadSail.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Dialers;

/// <summary>At the start of a process every dialer in which leads wait looks at once, and not with its reminder's next minute.</summary>
public sealed partial class DialerStart(DialerNudges dialers, TimeProvider time, ILogger<DialerStart> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodic.RunAsync(NudgeAll, Again, LogNudgingFailed, time, stoppingToken);

    private async Task<TimeSpan> NudgeAll(CancellationToken cancellationToken)
    {
        await dialers.NudgeAsync(cancellationToken);
        return Timeout.InfiniteTimeSpan;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dialers could not be started; that is tried again at once")]
    private partial void LogNudgingFailed(Exception exception);
}
