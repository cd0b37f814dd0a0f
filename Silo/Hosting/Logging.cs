using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace LeadSail.Hosting;

/// <summary>The log of every process of the product.</summary>
public static class Logging
{
    /// <summary>From which level on others than the product are heard.</summary>
    private static readonly ImmutableArray<(string Source, LogEventLevel Least)> Others =
    [
        ("Microsoft", LogEventLevel.Warning),
        ("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error), // it warns that its keys lie readable in the database, as everything there does
        ("Orleans", LogEventLevel.Warning),
        ("Orleans.Runtime.Silo", LogEventLevel.Error), // it recommends another garbage collector
        ("Orleans.Runtime.Watchdog", LogEventLevel.Error), // it counts from the beginning of time
        ("Polly", LogEventLevel.Warning),
        ("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal), // a start that fails is told by Launch
        ("System", LogEventLevel.Warning),
    ];

    /// <summary>Structured log lines on the console, and by OTLP where telemetry goes, with no phone number in them.</summary>
    /// <remarks>Where telemetry goes, a line ends with the id of the trace that it belongs to.</remarks>
    public static void UseLogging(this IHostApplicationBuilder builder)
    {
        var least = builder.Configuration.GetValue("Logging:Level", LogEventLevel.Information);
        var telemetry = TelemetrySettings.From(builder.Configuration);
        var trace = telemetry is null ? "" : " {TraceId}";
        var lines = new LoggerConfiguration()
            .MinimumLevel.Is(least)
            .WriteTo.Console(new MaskedText($"{{Timestamp:HH:mm:ss.fff}} {{Level:u3}} {{SourceContext}} {{Message:lj}}{trace}{{NewLine}}{{Exception}}", CultureInfo.InvariantCulture));
        foreach (var (source, level) in Others)
        {
            lines.MinimumLevel.Override(source, level);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(lines.CreateLogger(), dispose: true);
        if (telemetry is not null)
        {
            builder.Logging.AddOpenTelemetry(records =>
            {
                records.IncludeFormattedMessage = true;
                records.SetResourceBuilder(TelemetryExport.Resource).AddProcessor(new MaskedRecords()).AddOtlpExporter(telemetry.Apply);
            });
            builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(null, LevelConvert.ToExtensionsLevel(least));
            foreach (var (source, level) in Others)
            {
                builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(source, LevelConvert.ToExtensionsLevel(level));
            }
        }
    }
}
