using LeadSail.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadSail.Deliveries;

/// <summary>Runs the pump as long as the process lives.</summary>
internal sealed partial class DeliveryService(DeliveryPump pump, TimeProvider time, ILogger<DeliveryService> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Periodic.RunAsync(pump.RunAsync, AfterFailure, LogRunFailed, time, stoppingToken);
        await pump.DrainAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deliveries could not be sent; they are tried again")]
    private partial void LogRunFailed(Exception exception);
}
