using LeadSail.Hosting;
using LeadSail.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace LeadSail.Health;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'; set the address of an OTLP collector")]
    [InlineData("EXPORTER_OTLP_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'; set grpc or http/protobuf.")]
    [InlineData("EXPORTER_OTLP_TIMEOUT", "2 s", "OTEL_EXPORTER_OTLP_TIMEOUT is '2 s'; set milliseconds from 1 to 3600000.")]
    [InlineData("METRIC_EXPORT_INTERVAL", "0", "OTEL_METRIC_EXPORT_INTERVAL is '0'; set milliseconds from 100 to 3600000.")]
    public void A_value_that_cannot_be_used_is_told(string name, string value, string told) =>
        Assert.StartsWith(told, Assert.Throws<StartupException>(() => Read(("EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), (name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_sent_without_an_endpoint() => Assert.Null(Read(("EXPORTER_OTLP_PROTOCOL", "grpc")));

    [Theory]
    [InlineData("http://collector:4317", null, OtlpExportProtocol.Grpc)]
    [InlineData("http://collector:4318", null, OtlpExportProtocol.HttpProtobuf)]
    [InlineData("https://collector/otlp", null, OtlpExportProtocol.HttpProtobuf)]
    [InlineData("http://collector:4317", "http/protobuf", OtlpExportProtocol.HttpProtobuf)]
    [InlineData("https://collector", "grpc", OtlpExportProtocol.Grpc)]
    public void The_port_says_what_is_spoken_unless_it_is_given(string endpoint, string? protocol, OtlpExportProtocol spoken) =>
        Assert.Equal(spoken, Read(("EXPORTER_OTLP_ENDPOINT", endpoint), ("EXPORTER_OTLP_PROTOCOL", protocol))!.Protocol);

    private static TelemetrySettings? Read(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (name, value) in settings)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create($"OTEL_{name}", value)]);
        }

        return TelemetrySettings.From(configuration.Build());
    }
}
