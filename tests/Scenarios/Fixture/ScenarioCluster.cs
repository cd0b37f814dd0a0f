using System.Globalization;
using LeadSail.Calls;
using LeadSail.Heartbeats;
using LeadSail.Hosting;
using LeadSail.Outgoing;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.Storage.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Fixture;

/// <summary>
/// The product's grains and all that runs with them, in processes that share a storage and a provider. How many there are, and on which runtime, stands in
/// <c>ScenarioCluster.InProcess.cs</c> and <c>ScenarioCluster.Orleans.cs</c>; the build takes one of them.
/// </summary>
public sealed partial class ScenarioCluster : IAsyncLifetime
{
    public ScenarioCluster() => Database = new MemoryDatabase(Clock, Faults);

    /// <summary>It begins at 11:00 on a Wednesday in New York.</summary>
    public SceneClock Clock { get; } = new(DateTimeOffset.Parse("2026-11-18T16:00:00Z", CultureInfo.InvariantCulture));

    public StorageFaults Faults { get; } = new();

    public MemoryDatabase Database { get; }

    public PhoneCompany Phones { get; } = new();

    /// <summary>The grains, seen from one process after the other.</summary>
    public IGrainFactory Grains => Process.GetRequiredService<IGrainFactory>();

    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => StopAsync();

    /// <summary>What the product registers, but for the runtime.</summary>
    private void AddProduct(IServiceCollection services)
    {
        var life = new Life();
        services.AddSingleton(life);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddDatabase(_ => new SharedDatabase(Database, life));
        services.AddSingleton(life.Tie<IVoiceProvider>(Phones));
        services.AddSingleton<IVoiceWebhookReceiver, PhoneCompanyWebhooks>();
        services.AddSingleton<IIds, Ids>();
        services.AddSingleton(new CallOptions { PollSeconds = 1 });
        services.AddSingleton<CallAdoption>();
        services.AddHostedService<Heartbeat>();
        services.AddSingleton<IOutgoingHttp, NoOutgoingHttp>();
        services.AddCalls();
    }
}

/// <summary>How a process ends.</summary>
public enum ProcessEnd
{
    /// <summary>Without a word.</summary>
    Killed,

    /// <summary>As for an upgrade.</summary>
    Stopped,
}
