using System.Security.Cryptography;
using LeadSail.Providers;
using LeadSail.Simulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LeadSail.Hosting;

/// <summary>
/// Without a provider key the flight simulator stands in for the provider, in this process but behind real HTTP and real signatures,
/// so that everything runs through the same adapter as in production.
/// </summary>
internal static class SimulatorUse
{
    private const string HostsSimulator = "Simulator:Hosted";

    /// <summary>Configures adapter and simulator for each other when no provider key is set.</summary>
    public static void UseSimulatorWithoutKey(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration.NamesProvider() || configuration["Providers:ElevenLabs:BaseUrl"] is { Length: > 0 })
        {
            return;
        }

        var inbound = configuration["Providers:ElevenLabs:InboundSecret"] is { Length: > 0 } set ? set : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var secret = configuration["Simulator:WebhookSecret"] ?? $"wsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [HostsSimulator] = "true",
            ["Simulator:WebhookSecret"] = secret,
            ["Simulator:WebhookUrl"] = configuration["Simulator:WebhookUrl"] ?? "/api/v1/webhooks/elevenlabs",
            ["Simulator:InboundSecret"] = inbound,
            ["Providers:ElevenLabs:InboundSecret"] = inbound,
            ["Providers:ElevenLabs:BaseUrl"] = $"http://localhost{SimulatorSetup.Prefix}",
            ["Providers:ElevenLabs:ApiKey"] = Simulators.Key,
            [$"Providers:ElevenLabs:WebhookSecrets:{configuration.GetSection("Providers:ElevenLabs:WebhookSecrets").GetChildren().Count()}"] = secret,
        });
        builder.Services.AddSimulator(configuration);
        builder.Services.AddTransient<ToThisHost>();
        builder.Services.AddHttpClient(ElevenLabsRegistration.HttpClientName).AddHttpMessageHandler<ToThisHost>();
    }

    /// <summary>Maps the simulator if it stands in.</summary>
    public static void MapSimulatorIfUsed(this WebApplication app)
    {
        if (app.Configuration.GetValue<bool>(HostsSimulator))
        {
            app.MapSimulator();
        }
    }

    /// <summary>Sends requests to wherever this host listens, which is known only once it does.</summary>
    private sealed class ToThisHost(IServer server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var own = HostAddress.Of(server);
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = own.Scheme, Host = own.Host, Port = own.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>Where this host can be reached from itself.</summary>
internal static class HostAddress
{
    /// <summary>Its first address; one that stands for every interface is reached over loopback.</summary>
    public static Uri Of(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new InvalidOperationException("This host does not listen yet.");
        return new Uri(address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal));
    }
}
