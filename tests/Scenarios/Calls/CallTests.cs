using LeadSail.DialedNumbers;
using LeadSail.Fixture;
using LeadSail.Hosting;
using LeadSail.Leads;

namespace LeadSail.Calls;

/// <summary>Calls that somebody asks for, from the request to the end.</summary>
public sealed class CallTests(ScenarioCluster cluster) : ScenarioTests(cluster)
{
    [Fact]
    public async Task A_call_is_final_by_its_webhook_and_its_lead_number_and_line_hear_of_it()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);
        var ringing = await scene.DialledAsync(interactionId);
        Assert.Equal(1, (await scene.Line.View()).InUse);

        await scene.HangUpAsync(ringing, InteractionStatus.Qualified);

        var call = await scene.OverAsync(interactionId);
        Assert.Equal((InteractionStatus.Qualified, true, ringing.ConversationId), (call.Status, call.Dialled, call.ConversationId));
        Assert.Equal($"What was said in {ringing.ConversationId}.", call.Summary);
        var lead = await scene.LeadAsStored(leadId);
        Assert.Equal((LeadStatus.Qualified, interactionId), (lead.Status, Assert.Single(lead.Attempts).InteractionId));
        Assert.Equal(interactionId, Assert.Single((await scene.Grain<IDialedNumberGrain>(ringing.Phone).View()).Calls).InteractionId);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task A_call_of_which_no_webhook_tells_is_final_once_the_provider_was_asked()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var interactionId = await scene.CallAsync(leadId);

        (await scene.DialledAsync(interactionId)).End(InteractionStatus.Voicemail);

        Assert.Equal(InteractionStatus.Voicemail, (await scene.OverAsync(interactionId)).Status);
        Assert.Equal(LeadStatus.Voicemail, (await scene.LeadAsStored(leadId)).Status);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task A_request_that_comes_again_rings_once()
    {
        var scene = await Set();
        var leadId = await scene.LeadAsync();
        var interactionId = scene.NewId("int");

        await Task.WhenAll(scene.AskAsync(leadId, interactionId), scene.AskAsync(leadId, interactionId));
        var ringing = await scene.DialledAsync(interactionId);
        var again = await scene.AskAsync(leadId, interactionId);
        Assert.Equal((null, interactionId), (again.Refusal, again.InteractionId));
        await scene.HangUpAsync(ringing, InteractionStatus.Completed);
        await scene.OverAsync(interactionId);
        await scene.AskAsync(leadId, interactionId);

        await BringsNothingMore(scene, 1);
        Assert.Single((await scene.LeadAsStored(leadId)).Attempts);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task Two_leads_with_one_number_are_never_called_at_once()
    {
        var scene = await Set();
        var phone = scene.NewPhone();
        string[] leads = [await scene.LeadAsync(phone), await scene.LeadAsync(phone)];

        var replies = await Task.WhenAll(leads.Select(leadId => scene.AskAsync(leadId)));

        var first = Assert.Single(replies, reply => reply.Refusal is null).InteractionId;
        var refusal = Assert.Single(replies, reply => reply.Refusal is not null).Refusal!;
        Assert.Equal((Codes.CallInProgress, first), (refusal.Code, refusal.InteractionId));
        await scene.HangUpAsync(await scene.DialledAsync(first), InteractionStatus.NoAnswer);
        await scene.OverAsync(first);

        var second = await scene.CallAsync(leads[Array.FindIndex(replies, reply => reply.Refusal is not null)]);
        await scene.HangUpAsync(await scene.DialledAsync(second), InteractionStatus.Completed);
        await scene.OverAsync(second);
        Assert.Equal(1, scene.MostAtOnce);
        await scene.AllFreeAsync(leads);
    }

    [Fact]
    public async Task A_number_that_is_listed_while_its_call_waits_is_not_dialled()
    {
        var scene = await Set(slots: 1);
        var first = await scene.CallAsync(await scene.LeadAsync());
        var ringing = await scene.DialledAsync(first);
        var leadId = await scene.LeadAsync();
        var waiting = await scene.CallAsync(leadId);
        await Eventually.Sees(async () => (await scene.Line.View()).Waiting, calls => calls == 1, "a call to wait for the slot");

        var phone = (await scene.LeadAsStored(leadId)).Data.Phone;
        Assert.Null((await scene.Grain<IDialedNumberGrain>(phone).Tell(new ListNumber("asked by mail", "test"))).InFlight);
        await scene.HangUpAsync(ringing, InteractionStatus.Completed);

        var call = await scene.OverAsync(waiting);
        Assert.Equal((InteractionStatus.Error, Codes.LeadDnc, false), (call.Status, call.ErrorCode, call.Dialled));
        Assert.Equal(first, Assert.Single(scene.Dialled).AttemptId);
        Assert.Empty((await scene.LeadAsStored(leadId)).Attempts);
        await scene.AllFreeAsync(leadId);
    }

    [Fact]
    public async Task Who_asks_not_to_be_called_again_is_called_for_no_lead()
    {
        var scene = await Set();
        var phone = scene.NewPhone();
        string[] leads = [await scene.LeadAsync(phone), await scene.LeadAsync(phone)];
        var interactionId = await scene.CallAsync(leads[0]);

        await scene.HangUpAsync(await scene.DialledAsync(interactionId), InteractionStatus.Dnc);
        await scene.OverAsync(interactionId);

        Assert.Equal(LeadStatus.Dnc, (await scene.LeadAsStored(leads[0])).Status);
        Assert.Equal(interactionId, (await scene.Grain<IDialedNumberGrain>(phone).View()).Listed?.By);
        Assert.Equal(Codes.LeadDnc, (await scene.AskAsync(leads[1])).Refusal?.Code);
        Assert.Single(scene.Dialled);
        await scene.AllFreeAsync(leads);
    }

    /// <summary>Another call goes all the way; what was to come of what happened before it, would have come.</summary>
    private static async Task BringsNothingMore(Scene scene, int dialled)
    {
        var other = await scene.CallAsync(await scene.LeadAsync());
        await scene.HangUpAsync(await scene.DialledAsync(other), InteractionStatus.Completed);
        await scene.OverAsync(other);
        Assert.Equal(dialled + 1, scene.Dialled.Count);
    }
}
