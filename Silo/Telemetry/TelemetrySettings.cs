using LeadSail.Hosting;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace LeadSail.Telemetry;

/// <summary>Where traces and metrics go: section <c>Telemetry</c>. Without an endpoint nothing is measured.</summary>
/// <param name="Endpoint">The OTLP collector: <c>Telemetry:Endpoint</c>, e.g. <c>http://127.0.0.1:4317</c>.</param>
/// <param name="Protocol"><c>Telemetry:Protocol</c>: <c>grpc</c>, the default, or <c>http</c> (protobuf; the paths are added).</param>
/// <param name="Sampled">The share of traces that is kept: <c>Telemetry:Sampled</c>, 0–1, 1 by default.</param>
/// <param name="Interval">Seconds between reports of metrics: <c>Telemetry:IntervalSeconds</c>, 1–3,600, 60 by default.</param>
public sealed record TelemetrySettings(Uri Endpoint, OtlpExportProtocol Protocol, double Sampled, TimeSpan Interval)
{
    /// <summary>Reads the section; null where it names no endpoint.</summary>
    /// <exception cref="StartupException">A value cannot be used.</exception>
    public static TelemetrySettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Telemetry");
        if (section["Endpoint"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new StartupException($"Telemetry:Endpoint is '{text}'; set the address of an OTLP collector, e.g. http://127.0.0.1:4317.");
        }

        var protocol = section["Protocol"] switch
        {
            null or "" or "grpc" => OtlpExportProtocol.Grpc,
            "http" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new StartupException($"Telemetry:Protocol is '{other}'; set grpc or http. Default: grpc."),
        };
        return new(endpoint, protocol, Number(section, "Sampled", 1, 0, 1), TimeSpan.FromSeconds(Number(section, "IntervalSeconds", 60, 1, 3600)));
    }

    /// <summary>The address for one kind of signal: gRPC has one for all.</summary>
    public Uri For(string signal) => Protocol == OtlpExportProtocol.Grpc ? Endpoint : new(Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);

    private static double Number(IConfigurationSection section, string name, double byDefault, double least, double most) => section[name] switch
    {
        null or "" => byDefault,
        var text when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new StartupException(FormattableString.Invariant($"Telemetry:{name} is '{text}'; set a number from {least} to {most}. Default: {byDefault}.")),
    };
}
