using LeadSail.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace LeadSail.Fixture;

public sealed partial class ScenarioCluster
{
    private const int Silos = 2;

    private InProcessTestCluster cluster = null!;
    private int turn;

    /// <summary>The services of a process, of another one each time.</summary>
    public IServiceProvider Process
    {
        get
        {
            var living = cluster.Silos.Select(silo => silo.ServiceProvider).Where(services => !services.GetRequiredService<Life>().IsOver).ToArray();
            return living[Interlocked.Increment(ref turn) % living.Length];
        }
    }

    /// <summary>Ends the process in which a grain runs. The others go on.</summary>
    public async Task EndAsync(IAddressable grain, ProcessEnd end)
    {
        var silo = cluster.GetSiloForAddress(await WhereAsync(grain))!;
        if (end == ProcessEnd.Stopped)
        {
            await cluster.StopSiloAsync(silo);
            return;
        }

        silo.ServiceProvider.GetRequiredService<Life>().End();
        await cluster.KillSiloAsync(silo);
    }

    /// <summary>Has as many processes run again as at the beginning.</summary>
    public async Task CompleteAsync()
    {
        await cluster.StartSilosAsync(Silos - cluster.Silos.Count);
        await cluster.WaitForLivenessToStabilizeAsync();
    }

    /// <summary>The silo on which a grain is active.</summary>
    public async Task<SiloAddress> WhereAsync(IAddressable grain) =>
        await Management.GetActivationAddress(grain) ?? throw new InvalidOperationException($"{grain.GetGrainId()} is active nowhere.");

    /// <summary>Ends the activation of a grain, and calls the grain from the silo on which it was: that activates it on another one.</summary>
    public async Task OnAnotherSiloAsync<T>(T grain, Func<T, Task> call) where T : IGrainWithStringKey
    {
        var here = await WhereAsync(grain);
        var there = cluster.Silos.Select(silo => silo.SiloAddress).First(silo => silo != here);
        await cluster.DeactivateAsync(grain);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, there);
        await call(cluster.GetSiloServiceProvider(here).GetRequiredService<IGrainFactory>().GetGrain<T>(grain.GetPrimaryKeyString()));
        Assert.Equal(there, await WhereAsync(grain));
    }

    /// <summary>The services of the process in which a grain runs.</summary>
    public async Task<IServiceProvider> ProcessOfAsync(IAddressable grain) => cluster.GetSiloServiceProvider(await WhereAsync(grain));

    private IManagementGrain Management => cluster.Client.GetGrain<IManagementGrain>(0);

    private async Task StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddReminders();
            silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
            silo.Services.AddLogging(logging => logging.ClearProviders());
            AddProduct(silo.Services);
            silo.Services.LetExceptionsCross();

            // grains live by the clock that a test moves on, the machinery by the real one
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        builder.ConfigureClient(client => client.Services.AddLogging(logging => logging.ClearProviders()).LetExceptionsCross());
        cluster = builder.Build();
        await cluster.DeployAsync();
        await cluster.WaitForLivenessToStabilizeAsync();
    }

    private async Task StopAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
