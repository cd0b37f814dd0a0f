using LeadSail.Fixture;
using LeadSail.Leads;
using LeadSail.Providers;

namespace LeadSail.Calls;

/// <summary>Start requests whose reply is lost: the provider is asked, and nobody dials again to find out.</summary>
public sealed class LostReplyTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    private static readonly TimeSpan UntilAsked = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(Reply.Lost)]
    [InlineData(Reply.Broken)]
    public async Task A_phone_that_rang_is_found_at_the_provider_by_the_call_s_own_id(Reply reply)
    {
        var scene = await Set();
        scene.Answer(reply);
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);
        var ringing = await scene.DialledAsync(interactionId);

        ringing.End(InteractionStatus.Completed);
        Cluster.Clock.Pass(UntilAsked);

        var call = await scene.OverAsync(interactionId);
        Assert.Equal((InteractionStatus.Completed, ringing.ConversationId), (call.Status, call.ConversationId));
        Assert.Equal(LeadStatus.Contacted, (await scene.LeadAsStored(leadId)).Status);
        Assert.Single(scene.Dialled);
        await scene.AllFreeAsync(leadId);
    }
}
