using System.Globalization;
using LeadSail.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Serilog;
using Serilog.Events;

namespace LeadSail.Hosting;

/// <summary>The log of every process of the product.</summary>
public static class Logging
{
    /// <summary>Structured log lines on the console, with no phone number in them.</summary>
    /// <remarks>Where traces are sent, a line ends with the id of the one that it belongs to.</remarks>
    public static void UseLogging(this IHostApplicationBuilder builder)
    {
        var trace = TelemetrySettings.From(builder.Configuration) is null ? "" : " {TraceId}";
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.Is(builder.Configuration.GetValue("Logging:Level", LogEventLevel.Information))
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error) // it warns that its keys lie readable in the database, as everything there does
                .MinimumLevel.Override("Orleans", LogEventLevel.Warning)
                .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error) // it recommends another garbage collector
                .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error) // it counts from the beginning of time
                .MinimumLevel.Override("Polly", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal) // a start that fails is told by Launch
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .WriteTo.Console(new MaskedText($"{{Timestamp:HH:mm:ss.fff}} {{Level:u3}} {{SourceContext}} {{Message:lj}}{trace}{{NewLine}}{{Exception}}", CultureInfo.InvariantCulture))
                .CreateLogger(),
            dispose: true);
    }
}
