using LeadSail.Hosting;
using LeadSail.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace LeadSail.Health;

public sealed class TelemetrySettingsTests
{
    [Theory]
    [InlineData("Protocol", "udp", "Telemetry:Protocol is 'udp'; set grpc or http.")]
    [InlineData("Sampled", "1.1", "Telemetry:Sampled is '1.1'; set a number from 0 to 1.")]
    [InlineData("Sampled", "all", "Telemetry:Sampled is 'all'; set a number from 0 to 1.")]
    [InlineData("IntervalSeconds", "0", "Telemetry:IntervalSeconds is '0'; set a number from 1 to 3600.")]
    public void A_value_that_cannot_be_used_is_told(string name, string value, string told) =>
        Assert.StartsWith(told, Assert.Throws<StartupException>(() => Read(("Endpoint", "http://collector:4317"), (name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_sent_without_an_endpoint() => Assert.Null(Read(("Protocol", "http")));

    [Fact]
    public void Each_signal_has_its_path_over_HTTP_and_none_over_gRPC()
    {
        var http = Read(("Endpoint", "https://collector/otlp/"), ("Protocol", "http"))!;
        Assert.Equal((OtlpExportProtocol.HttpProtobuf, "https://collector/otlp/v1/traces"), (http.Protocol, http.For("traces").AbsoluteUri));
        Assert.Equal("http://collector:4317/", Read(("Endpoint", "http://collector:4317"))!.For("metrics").AbsoluteUri);
    }

    private static TelemetrySettings? Read(params (string Name, string Value)[] settings) => TelemetrySettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Telemetry:{setting.Name}", (string?)setting.Value))).Build());
}
