using LeadSail.Hosting;
using LeadSail.Postgres;

namespace LeadSail.Health;

/// <summary>A database server that goes away under a running product, and comes back.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly PostgresServer server = new();
    private readonly RunningHost host;

    public DatabaseAwayTests() => host = new(speed: 10_000, settings: $"--Storage:ConnectionString={server.Create()}");

    public Task InitializeAsync() => host.InitializeAsync();

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task Requests_get_503_until_it_is_back_nothing_acknowledged_is_lost_and_calls_go_on_by_themselves()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var lead = await scene.Lead(phone);
        var called = await scene.Call(lead);
        await Eventually.Sees(() => host.Api.Dials(phone), dials => dials.Length == 1, "the phone to ring"); // a call killed before it is one that nobody dials again

        server.Stop(crash: true);
        foreach (var answer in new[] { await host.Api.Post("leads", scene.Person(Scene.Phone("01"))), await host.Api.Get($"leads/{lead}"), await host.Api.Get("leads"), await host.Client(null).Get("/health/ready") })
        {
            answer.Refuses(503, "UNAVAILABLE");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        (await host.Client(null).Get("/health/live")).Gives(200);
        server.Start();

        await Eventually.Sees(() => host.Client(null).Get("/health/ready"), answer => answer.Status == 200, "the process to be ready again");
        // the provider is asked after 5, 15 and 45 s, and may have been while there was no database
        var over = await Eventually.Sees(() => scene.Interaction(called), seen => seen.Text("status") != "in_progress", "the call to end", TimeSpan.FromMinutes(2));
        Assert.Equal("completed", over.Text("status"));
        var another = await scene.Call(await scene.Lead(Scene.Phone("01")));
        Assert.Equal("completed", (await scene.Over(another)).Interaction.Text("status"));
    }
}
