using System.Data.Common;
using System.Text.RegularExpressions;
using LeadSail.Hosting;
using LeadSail.Storage;
using LeadSail.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Http;

/// <summary>What is answered when the fault is ours.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly FaultyHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_database_that_does_not_write_makes_the_server_unavailable_for_a_while_and_nothing_is_lost()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        host.Fault = new DiskFault();
        foreach (var refused in new[]
        {
            await host.Api.Post("leads", scene.Person(Scene.Phone("01"))),
            await host.Api.Post("leads/submit", scene.Person(Scene.Phone("01"))),
            await host.Api.Post("voice/calls/initiate", new { leadId }),
            await host.Api.Post("campaigns", new { name = "Not written", campaignId = "NW1" }),
            await host.Api.Post("voice-agents", new { name = "Not written", providerAgentId = "x" }),
            await host.Api.Patch($"campaigns/{scene.CampaignId}", new { name = "Not written" }),
            await host.Deliver(SignedWebhook.Failure("conv_of_nobody")), // or the provider would not send it again
        })
        {
            refused.Refuses(503, "UNAVAILABLE");
            Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Empty(refused.Details);
        }

        Assert.Equal("Solar Spring", (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).Text("name"));
        host.Fault = null;
        (await host.Api.Get("campaigns/NW1")).Refuses(404, "NOT_FOUND");
        Assert.Equal(0, (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").GetArrayLength());
        Assert.Equal("completed", (await scene.Over(await scene.Call(leadId))).Interaction.Text("status"));
    }

    [Fact]
    public async Task What_nobody_thought_of_is_told_by_a_trace_id_and_nothing_else()
    {
        host.Fault = new NotImplementedException("the secret inside");
        var error = (await host.Api.Post("phone-numbers", new { phoneNumber = "+12125550100", providerPhoneNumberId = "x" })).Refuses(500, "INTERNAL_ERROR");
        Assert.Matches(new Regex("^Something went wrong on our side. Trace id: [0-9a-f]{32}$"), error.Text("message"));
        Assert.Equal(0, error.At("details").GetArrayLength());
    }

    private sealed class DiskFault() : DbException("disk I/O error");

    /// <summary>Each commit fails as long as there is a fault.</summary>
    private sealed class FaultyHost() : RunningHost(speed: 10_000), IStorageFaults
    {
        public Exception? Fault { get; set; }

        public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys) => Fault is { } fault ? ValueTask.FromException(fault) : default;

        public ValueTask AfterCommitAsync(IReadOnlyList<string> keys) => default;

        protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStorageFaults>(this);
    }
}
