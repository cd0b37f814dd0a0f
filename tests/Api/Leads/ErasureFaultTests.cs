using System.Data.Common;
using LeadSail.Hosting;
using LeadSail.Simulator;
using LeadSail.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Leads;

/// <summary>An erasure that is interrupted between the lead and its calls.</summary>
public sealed class ErasureFaultTests
{
    [Fact]
    public async Task What_an_erased_lead_owes_its_calls_is_done_after_a_fault_and_after_a_restart()
    {
        using var folder = new TempFolder();
        var broken = new BrokenHost(folder.Path);
        await broken.InitializeAsync();
        var scene = await Scene.Set(broken.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var interactionId = await scene.Call(leadId);
        var (interaction, _) = await scene.Over(interactionId);
        Assert.NotEqual(0, interaction.At("transcript").GetArrayLength());
        await Eventually.Sees(() => broken.Api.Get($"interactions/{interactionId}/events"), answer => answer.Status == 200, "the call to be settled");

        broken.IsBroken = true; // no call can be written, so the erasure gets no further than the lead
        (await broken.Api.Send(new HttpRequestMessage(HttpMethod.Delete, $"leads/{leadId}"))).Gives(200);
        (await broken.Api.Get($"leads/{leadId}")).Refuses(404, "NOT_FOUND");
        await Eventually.Sees(() => Task.FromResult(broken.Refused), refused => refused > 0, "the erasure of the call to fail");
        Assert.NotEqual(0, (await scene.Interaction(interactionId)).At("transcript").GetArrayLength());
        await broken.DisposeAsync();

        var again = new RunningHost(speed: 10_000, folder.Path);
        await again.InitializeAsync();
        await Eventually.Sees(() => (scene with { Api = again.Api }).Interaction(interactionId), seen => seen.At("transcript").GetArrayLength() == 0, "the call to be erased after the restart");
        await again.DisposeAsync();
    }

    private sealed class BrokenHost(string folder) : RunningHost(speed: 10_000, folder), IStorageFaults
    {
        private int refused;

        public bool IsBroken { get; set; }

        public int Refused => Volatile.Read(ref refused);

        public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys)
        {
            if (!IsBroken || !keys.Any(key => key.StartsWith("state/call/", StringComparison.Ordinal)))
            {
                return default;
            }

            Interlocked.Increment(ref refused);
            return ValueTask.FromException(new DiskFault());
        }

        public ValueTask AfterCommitAsync(IReadOnlyList<string> keys) => default;

        protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStorageFaults>(this);
    }

    private sealed class DiskFault() : DbException("disk I/O error");
}
