using LeadSail.Clocks;
using LeadSail.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Health;

/// <summary>A machine whose clock is not the database's.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly RunningHost host = new(speed: 10_000);

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_process_whose_clock_is_off_is_not_ready_and_calls_nobody_until_it_is_right()
    {
        var clock = host.Services.GetRequiredService<ClockCheck>();
        clock.Measured(TimeSpan.FromSeconds(2.1));
        Assert.Contains("2.1 s ahead of the database's", (await host.Client(null).Get("/health/ready")).Refuses(503, "UNAVAILABLE").Text("message"), StringComparison.Ordinal);
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var call = await scene.Call(await scene.Lead(phone));
        for (var i = 0; i < 50; i++)
        {
            await scene.Lead(Scene.Phone("01")); // time in which it would have been called
        }

        var right = host.Now;
        clock.Measured(TimeSpan.FromSeconds(-1.9));

        (await host.Client(null).Get("/health/ready")).Gives(200);
        Assert.Equal("completed", (await scene.Over(call)).Interaction.Text("status"));
        Assert.True(Assert.Single(await host.Api.Dials(phone)).GetProperty("time").GetDateTimeOffset() >= right);
    }
}
