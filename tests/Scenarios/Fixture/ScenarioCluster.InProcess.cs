using LeadSail.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LeadSail.Fixture;

public sealed partial class ScenarioCluster
{
    private IHost host = null!;

    /// <summary>The services of a process, of another one each time.</summary>
    public IServiceProvider Process => host.Services;

    /// <summary>Ends the process in which a grain runs. It was the only one, so another begins.</summary>
    public async Task EndAsync(IAddressable grain, ProcessEnd end)
    {
        var old = host;
        if (end == ProcessEnd.Killed)
            old.Services.GetRequiredService<Life>().End();
        else
            await old.StopAsync();

        host = await LaunchAsync();
        await ((IAsyncDisposable)old).DisposeAsync();
    }

    /// <summary>Has as many processes run again as at the beginning.</summary>
    public Task CompleteAsync() => Task.CompletedTask;

    private async Task StartAsync() => host = await LaunchAsync();

    private async Task StopAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private async Task<IHost> LaunchAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddInProcessGrains(options => options.GrainAssemblies.Add(typeof(CallGrain).Assembly));
        AddProduct(builder.Services);
        var launched = builder.Build();
        await launched.StartAsync();
        return launched;
    }
}
