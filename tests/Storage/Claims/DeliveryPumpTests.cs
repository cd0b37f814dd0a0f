using LeadSail.Deliveries;
using LeadSail.Memory;
using LeadSail.Organizations;
using LeadSail.Outgoing;
using LeadSail.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadSail.Claims;

/// <summary>Deliveries to receivers that take their time.</summary>
public sealed class DeliveryPumpTests : StorageTest<MemoryStore>
{
    private readonly SlowReceiver receiver = new();

    [Fact]
    public async Task An_attempt_has_its_delivery_to_itself_as_long_as_it_may_last()
    {
        var pump = await PumpAsync(timeoutSeconds: 120);
        var id = await TellAsync("int_1");
        await pump.RunAsync(default);
        await receiver.Asked();

        Clock.Advance(TimeSpan.FromSeconds(124));
        Assert.Empty(await Database.Deliveries.ClaimDueAsync(Clock.Now, Clock.Now, 10, []));
        receiver.Answer();
        await pump.DrainAsync();

        var over = await Database.Deliveries.FindAsync("org_a", id);
        Assert.Equal((DeliveryState.Delivered, 1), (over!.State, over.Attempts.Length));
    }

    [Fact]
    public async Task A_replay_during_an_attempt_is_made_after_it_and_makes_nobody_busy()
    {
        var pump = await PumpAsync(timeoutSeconds: 30);
        var id = await TellAsync("int_1");
        await pump.RunAsync(default);
        await receiver.Asked();
        for (var i = 0; i < 20; i++)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Database.Deliveries.ChangeAsync("org_a", id, at => DeliveryRules.Replayed(at, Clock.Now));
            await pump.RunAsync(default);
        }

        await TellAsync("int_2");
        await pump.RunAsync(default);
        await receiver.Asked();
        receiver.Answer();
        await pump.DrainAsync();
        Assert.Equal(DeliveryState.Pending, (await Database.Deliveries.FindAsync("org_a", id))!.State);

        Clock.Advance(TimeSpan.FromSeconds(35));
        await pump.RunAsync(default);
        await pump.DrainAsync();
        var over = await Database.Deliveries.FindAsync("org_a", id);
        Assert.Equal((DeliveryState.Delivered, 2), (over!.State, over.Attempts.Length));
    }

    private async Task<DeliveryPump> PumpAsync(int timeoutSeconds)
    {
        var webhooks = new WebhookSettings { Enabled = true, Url = "https://example.com", TimeoutSeconds = timeoutSeconds };
        await Database.Settings.SaveAsync("org_a", "org_a", new Organization { Name = "A", Webhooks = webhooks }, 0, "key_1");
        return new(
            Database.Deliveries, new DeliveryComposer(Database.States, Database.Settings), new WebhookSecrets(Database.Settings, Clock), receiver, Clock, NullLogger<DeliveryPump>.Instance);
    }

    /// <summary>A delivery whose body is made.</summary>
    private async Task<string> TellAsync(string interactionId)
    {
        await Grain<Life>($"org_a/{interactionId}").WriteAsync(Life.Call("completed") with { PendingNews = [new("call.completed", "SOL", "lead_1", interactionId, "completed", Clock.Now)] });
        var id = Assert.Single((await Database.Deliveries.ListAsync("org_a", new(InteractionId: interactionId), null, 10)).Items).Id;
        await Database.Deliveries.ChangeAsync("org_a", id, at => at with { Body = "{}" });
        return id;
    }

    /// <summary>Answers 200, in the end.</summary>
    private sealed class SlowReceiver : IOutgoingHttp
    {
        private readonly TaskCompletionSource answer = new();
        private readonly SemaphoreSlim asked = new(0);

        public void Answer() => answer.SetResult();

        /// <summary>Waits for one more request.</summary>
        public async Task Asked() => Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(30)), "Nothing was sent.");

        public async Task<OutgoingReply> PostAsync(OutgoingRequest request, CancellationToken cancellationToken)
        {
            asked.Release();
            await answer.Task;
            return new(200, null, "", true, TimeSpan.Zero);
        }
    }
}
