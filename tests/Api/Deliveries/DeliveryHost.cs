using LeadSail.Hosting;

namespace LeadSail.Deliveries;

/// <summary>A host that may send to this machine, and somebody to whom it sends.</summary>
public sealed class DeliveryHost() : RunningHost(speed: 10_000, settings: ["--Outgoing:AllowPrivateAddresses=true", $"--Providers:ElevenLabs:InboundSecret={InboundSecret}"])
{
    public const string InboundSecret = "the-inbound-secret-of-the-tests";

    public Receiver Receiver { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        Receiver = await Receiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>A campaign whose webhooks go to a path of the receiver.</summary>
    public async Task<Scene> Telling(string path, object? more = null, int retryAttempts = 3, int timeoutSeconds = 30)
    {
        var scene = await Scene.Set(Api);
        (await Api.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url = Receiver.Url(path), events = more ?? new { }, retryAttempts, timeoutSeconds } })).Gives(200);
        return scene;
    }
}

[CollectionDefinition(nameof(DeliveryHost))]
public sealed class OnDeliveryHost : ICollectionFixture<DeliveryHost>;
