using LeadSail.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator.Webhooks;

/// <summary>Where webhooks go.</summary>
internal sealed class WebhookTarget(IServer server, IOptions<SimulatorOptions> options)
{
    /// <summary>The receiver; a path stands for the host that runs the simulator, which must be listening by now.</summary>
    public Uri Address => options.Value.WebhookUrl is { } url && url.StartsWith('/') ? new(HostAddress.Of(server), url) : new(options.Value.WebhookUrl!);

    /// <summary>Where the context of a call that comes in is asked for: beside the receiver.</summary>
    public Uri Inbound => new($"{Address}/inbound");
}
