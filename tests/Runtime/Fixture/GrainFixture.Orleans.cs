using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.TestingHost;

namespace LeadSail.Fixture;

public sealed partial class GrainFixture
{
    private InProcessTestCluster? cluster;

    // Idle collection compares with the real clock.
    public FakeClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public IGrainFactory Grains => cluster!.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Calls from another host: messages are serialised, and their order is not kept.</summary>
    public IGrainFactory GrainsFromOutside => cluster!.Client;

    public async Task Start()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            AddShared(silo.Services);
            silo.Services.AddLogging(logging => logging.ClearProviders());

            // Grains and reminders live by the test's clock, the machinery by the real one.
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Clock);
            silo.AddReminders();
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddLogging(logging => logging.ClearProviders());
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task Stop()
    {
        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    /// <summary>Waits for the end of a call that times out: Orleans counts in real time.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The fixture of the other runtime needs its clock.")]
    public Task LetTimeOut(Task call, TimeSpan limit) => call.Soon($"the end of a call after {limit}");

    /// <summary>Ends the activations that nobody uses.</summary>
    public async Task CollectIdle(Task until)
    {
        // An answer arrives a moment before the grain counts as idle.
        while (!until.IsCompleted)
        {
            await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        await until;
    }
}
