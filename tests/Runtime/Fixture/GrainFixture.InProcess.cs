using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace LeadSail.Fixture;

public sealed partial class GrainFixture
{
    private IHost? host;

    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public IGrainFactory Grains => host!.Services.GetRequiredService<IGrainFactory>();

    public IGrainFactory GrainsFromOutside => Grains;

    public async Task Start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddShared(builder.Services);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddInProcessGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(GrainFixture).Assembly);
            options.ResponseTimeout = ResponseTimeout;
        });
        host = builder.Build();
        await host.StartAsync();
    }

    public async Task Stop()
    {
        await host!.StopAsync();
        host.Dispose();
    }

    /// <summary>Lets the time pass that makes a call time out, and waits for its end.</summary>
    public Task LetTimeOut(Task call, TimeSpan limit)
    {
        Clock.Advance(limit);
        return call.Soon();
    }

    /// <summary>Ends the activations that nobody uses.</summary>
    public Task CollectIdle(Task until)
    {
        Clock.Advance(TimeSpan.FromMinutes(17));
        return until;
    }
}
