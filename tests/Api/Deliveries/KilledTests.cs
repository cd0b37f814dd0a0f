using LeadSail.Hosting;
using LeadSail.Simulator;

namespace LeadSail.Deliveries;

/// <summary>A process is killed while receivers wait for the rest of a request, or think about their answer.</summary>
[Trait("Category", "Long")]
public sealed class KilledTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private Receiver receiver = null!;

    public async Task InitializeAsync() => receiver = await Receiver.StartAsync();

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_cut_off_goes_on_after_the_start_with_the_same_id_and_what_was_done_stays_done()
    {
        string[] settings = ["--Outgoing:AllowPrivateAddresses=true", $"--Bootstrap:ApiKey={RunningHost.ApiKey}", "--Simulator:Speed=10000"];
        receiver.Answer = (context, request) => request.Path is "/held" or "/step" ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask;
        string interactionId;
        await using (var host = await ChildHost.ServeAsync(folder.Path, [.. settings, $"--Clock:Now={RunningHost.Noon:O}"]))
        {
            var scene = await Scene.Set(new ApiClient(host.Address, RunningHost.ApiKey, contract: null));
            (await scene.Api.Patch($"campaigns/{scene.CampaignId}", new
            {
                webhooks = new { inheritFromTenant = false, enabled = true, url = receiver.Url("/held"), events = new Dictionary<string, bool> { ["call.started"] = false, ["lead.status_changed"] = false } },
                postCall = new
                {
                    enabled = true,
                    steps = new object[] { new { type = "webhook", name = "first", url = receiver.Url("/first") }, new { type = "webhook", name = "second", url = receiver.Url("/step") } },
                },
            })).Gives(200);
            interactionId = await scene.Call(await scene.Lead(Scene.Phone("10")));
            await receiver.Sees(request => request.Path == "/held");
            await receiver.Sees(request => request.Path == "/step");
            await host.KillAsync();
        }

        receiver.Answer = (_, _) => Task.CompletedTask;
        await using var next = await ChildHost.ServeAsync(folder.Path, [.. settings, $"--Clock:Now={RunningHost.Noon.AddMinutes(1):O}"]);
        var api = new ApiClient(next.Address, RunningHost.ApiKey, contract: null);

        var over = await Eventually.Sees(async () => (await api.Get($"interactions/{interactionId}")).Gives(200), seen => seen.Text("postCall.status") != "running", "the steps to be over");
        await Eventually.Sees(
            async () => (await api.Get($"webhook-deliveries?interactionId={interactionId}")).Gives(200).At("deliveries").EnumerateArray().ToArray(), seen => seen.All(delivery => delivery.Text("state") == "delivered"), "all to be delivered");

        Assert.Equal("completed", over.Text("postCall.status"));
        Assert.Single(receiver.All, request => request.Path == "/first");
        Assert.All((string[])["/held", "/step"], path =>
        {
            var sent = receiver.All.Where(request => request.Path == path).ToArray();
            Assert.Equal(2, sent.Length);
            Assert.Single(sent.Select(request => request.Json.Text("eventId")).Distinct());
        });
    }
}
