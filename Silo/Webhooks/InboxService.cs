using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Webhooks;

/// <summary>Runs the inbox: at each nudge, and when something kept falls due.</summary>
public sealed partial class InboxService(InboxPump pump, ILogger<InboxService> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var wait = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pump.WaitAsync(wait, stoppingToken);
                wait = await pump.RunAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // what was cut off falls due again
            }
            catch (Exception e)
            {
                LogRunFailed(e);
                wait = AfterFailure;
            }
        }

        await pump.DrainAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox could not be worked through; it is tried again")]
    private partial void LogRunFailed(Exception exception);
}
