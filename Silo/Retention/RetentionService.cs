using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Retention;

/// <summary>Runs <see cref="Forgetter"/> at the start and then each hour.</summary>
internal sealed partial class RetentionService(Forgetter forgetter, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await forgetter.RunAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // the next start goes on
            }
            catch (Exception e)
            {
                LogRunFailed(e);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls could not be told to forget; the next run tries again")]
    private partial void LogRunFailed(Exception exception);
}
