using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadSail.Telemetry;

/// <summary>Sends traces and metrics to an OTLP collector as long as the host runs, and what is left at its end. A collector that is away costs what it would have been sent.</summary>
internal sealed class TelemetryExport(TelemetrySettings settings, string process) : IHostedLifecycleService
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("leadsail", serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}").AddAttributes([new("leadsail.process", process)]);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.Sampled)))
            .AddSource(Tracing.SourceName, "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime")
            .AddOtlpExporter(otlp => Use(otlp, "traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Metrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Microsoft.Orleans")
            .AddOtlpExporter((otlp, reader) =>
            {
                Use(otlp, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Interval.TotalMilliseconds;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            traces?.Dispose();
            metrics?.Dispose();
        },
        CancellationToken.None);

    private void Use(OtlpExporterOptions otlp, string signal)
    {
        otlp.Endpoint = settings.For(signal);
        otlp.Protocol = settings.Protocol;
        otlp.TimeoutMilliseconds = 2000;
    }
}
