using LeadSail.Hosting;

namespace LeadSail.Health;

[Collection(nameof(FastHost))]
public sealed class HealthTests(FastHost host)
{
    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    public async Task A_running_host_is_well_and_says_so_to_anybody(string what) =>
        Assert.Equal(what, (await host.Client(null).Get($"/health/{what}")).Gives(200).Text("status"));
}
