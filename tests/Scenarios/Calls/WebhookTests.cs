using LeadSail.DialedNumbers;
using LeadSail.Fixture;
using LeadSail.Providers;

namespace LeadSail.Calls;

/// <summary>What the provider tells is applied once, whichever process hears it.</summary>
public sealed class WebhookTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    [Fact]
    public async Task A_webhook_that_comes_again_is_applied_once()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);
        var ringing = await scene.DialledAsync(interactionId);
        ringing.End(InteractionStatus.Disqualified);

        bool[] isNew = [.. await Task.WhenAll(scene.ReportAsync(ringing), scene.ReportAsync(ringing)), await scene.ReportAsync(ringing)];

        var call = await scene.OverAsync(interactionId);
        Assert.False(await scene.ReportAsync(ringing));
        Assert.Single(isNew, told => told);
        Assert.False((await scene.Grain<ICallGrain>(interactionId).Tell(new Report(ringing.Report(), Asked: false))).Changed);
        Assert.Equal(call.UpdatedAt, (await scene.CallAsStored(interactionId)).UpdatedAt);
        Assert.Single((await scene.LeadAsStored(leadId)).Attempts);
        Assert.Single((await scene.Grain<IDialedNumberGrain>(ringing.Phone).View()).Calls);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task A_webhook_reaches_a_call_whose_start_request_is_still_on_the_wire()
    {
        var scene = await Set();
        scene.Answer(Reply.Never);
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);
        var ringing = await scene.DialledAsync(interactionId);

        await scene.HangUpAsync(ringing, InteractionStatus.Completed);

        var call = await scene.OverAsync(interactionId);
        Assert.Equal((InteractionStatus.Completed, ringing.ConversationId), (call.Status, call.ConversationId));
        await scene.AllFreeAsync(leadId);
    }
}
