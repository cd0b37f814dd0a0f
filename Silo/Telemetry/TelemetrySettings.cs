using System.Globalization;
using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace LeadSail.Telemetry;

/// <summary>
/// Where traces, metrics and logs go: OpenTelemetry's own variables, in the environment or wherever else settings come from. These the product reads; the library reads the rest of them
/// (<see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>). Without an endpoint nothing is measured.
/// </summary>
/// <param name="Protocol"><c>OTEL_EXPORTER_OTLP_PROTOCOL</c>: <c>grpc</c> or <c>http/protobuf</c>; if not given, gRPC for port 4317, which is that of gRPC, and HTTP for any other.</param>
/// <param name="Timeout">How long the collector may take: <c>OTEL_EXPORTER_OTLP_TIMEOUT</c>, milliseconds; 2 s by default, so that one that hangs does not hold up the stop.</param>
/// <param name="Interval">Between reports of metrics: <c>OTEL_METRIC_EXPORT_INTERVAL</c>, milliseconds; a minute by default.</param>
public sealed record TelemetrySettings(OtlpExportProtocol Protocol, TimeSpan Timeout, TimeSpan Interval)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", ProtocolName = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const int PortOfGrpc = 4317;

    /// <summary>Reads the variables; null where they name no endpoint.</summary>
    /// <exception cref="StartupException">A value cannot be used.</exception>
    public static TelemetrySettings? From(IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new StartupException($"{Endpoint} is '{text}'; set the address of an OTLP collector, e.g. http://127.0.0.1:4318.");
        }

        var protocol = configuration[ProtocolName] switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            null or "" => endpoint.Port == PortOfGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            var other => throw new StartupException($"{ProtocolName} is '{other}'; set grpc or http/protobuf. Default: grpc for port {PortOfGrpc}, else http/protobuf."),
        };
        return new(protocol, Milliseconds(configuration, "OTEL_EXPORTER_OTLP_TIMEOUT", 2_000, 1), Milliseconds(configuration, "OTEL_METRIC_EXPORT_INTERVAL", 60_000, 100));
    }

    /// <summary>Has an exporter do as the settings say.</summary>
    public void Apply(OtlpExporterOptions exporter) => (exporter.Protocol, exporter.TimeoutMilliseconds) = (Protocol, (int)Timeout.TotalMilliseconds);

    private static TimeSpan Milliseconds(IConfiguration configuration, string name, int byDefault, int least) => TimeSpan.FromMilliseconds(configuration[name] switch
    {
        null or "" => byDefault,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 3_600_000 => number,
        var text => throw new StartupException(FormattableString.Invariant($"{name} is '{text}'; set milliseconds from {least} to 3600000. Default: {byDefault}.")),
    });
}
