using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator.Webhooks;

/// <summary>Where webhooks go.</summary>
internal sealed class WebhookTarget(IServer server, IOptions<SimulatorOptions> options)
{
    /// <summary>The receiver; a path stands for the host that runs the simulator, which must be listening by now.</summary>
    public Uri Address => options.Value.WebhookUrl is { } url && url.StartsWith('/') ? new(Own, url) : new(options.Value.WebhookUrl!);

    /// <summary>This host's own address, http before https; one that stands for every interface is reached over loopback.</summary>
    private Uri Own
    {
        get
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.OrderBy(address => address.Length > 5 && address[4] == 's').FirstOrDefault()
                ?? throw new InvalidOperationException("Simulator:WebhookUrl is a path, but this host has no address; set an absolute one.");
            return new(address.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal));
        }
    }
}
