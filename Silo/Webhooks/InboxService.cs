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
        while (true)
        {
            TimeSpan wait;
            try
            {
                wait = await pump.RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogRunFailed(e);
                wait = AfterFailure;
            }

            await pump.WaitAsync(wait, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox could not be worked through; it is tried again")]
    private partial void LogRunFailed(Exception exception);
}
