using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Calls;

/// <summary>What is seen while a phone rings, which on a SIP trunk the provider does not answer through.</summary>
[Collection(nameof(LifelikeHost))]
public sealed class RingingTests(LifelikeHost host)
{
    [Fact]
    public async Task The_caller_has_the_answer_while_the_phone_still_rings_and_no_second_call_gets_through()
    {
        var scene = await Scene.Set(host.Api, "sip_trunk");
        var phone = Scene.Phone("05"); // nobody will pick up for as long as it rings
        var leadId = await scene.Lead(phone);
        var interactionId = await scene.Call(leadId);
        var dial = await Ringing(phone);
        Assert.Equal(interactionId, dial.Text("attemptId"));

        var running = await scene.Interaction(interactionId);
        Assert.Equal("in_progress", running.Text("status"));
        Assert.Null(running.Text("call.endedAt"));
        Assert.Null(running.Text("call.voiceAI.conversationId"));
        var lead = await scene.GetLead(leadId);
        Assert.Equal(("new", interactionId), (lead.Text("status"), lead.Text("activeInteractionId")));

        await InProgress(scene, leadId, interactionId);
        await InProgress(scene, await scene.Lead(phone), interactionId); // the number counts, not the lead
        var other = await Scene.Set(host.Api);
        await InProgress(other, await other.Lead(phone), interactionId);
        Assert.Single(await host.Api.Dials(phone));
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_the_number()
    {
        var scene = await Scene.Set(host.Api, "sip_trunk");
        var phone = Scene.Phone("05");
        var leads = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.Lead(phone)));
        var answers = await Task.WhenAll(leads.Concat(leads).Select(leadId => host.Api.Post("voice/calls/initiate", new { leadId })));
        var interactionId = Assert.Single(answers, answer => answer.Status == 202).Data.Text("interactionId");
        Assert.All(answers.Where(answer => answer.Status != 202), answer => Assert.Equal(interactionId, answer.Refuses(409, "CALL_IN_PROGRESS").Text("interactionId")));
        Assert.Equal(interactionId, (await Ringing(phone)).Text("attemptId"));
    }

    private async Task<JsonElement> Ringing(string phone) =>
        Assert.Single(await Eventually.Sees(() => host.Api.Dials(phone), dials => dials is [var dial] && dial.Text("outcome") == "ringing", $"{phone} to ring"));

    private static async Task InProgress(Scene scene, string leadId, string running)
    {
        var answer = await scene.Api.Post("voice/calls/initiate", new { leadId });
        var error = answer.Refuses(409, "CALL_IN_PROGRESS");
        Assert.Equal(running, error.Text("interactionId"));
        Assert.StartsWith("no_call_running: ", Assert.Single(answer.Details), StringComparison.Ordinal);
    }
}
