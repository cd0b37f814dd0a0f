using LeadSail.Calls;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>What stays of an erased person in the states of lead and call: numbers and instants.</summary>
public sealed class LeadErasureTests
{
    private static readonly string[] Personal = ["Zoë", "Müller", "zoe@", "Main St", "10001", "1990", "soon", "Zürich", "tea", "solar", "New_York", "hot", "Ava", "Hello", "Hi."];

    [Fact]
    public void A_lead_keeps_its_attempts_and_that_it_must_not_be_called()
    {
        var lead = Called(InteractionStatus.Dnc).When(new EraseLead("key_1"));
        Assert.DoesNotContain(Personal, secret => Stored.Of(lead.State).Contains(secret, StringComparison.Ordinal));
        var attempt = Assert.Single(lead.State.Attempts);
        Assert.Equal(("+12125550142", Moments.Seconds(40), Moments.Seconds(100)), (attempt.Phone, attempt.DialledAt, attempt.EndedAt));
        Assert.NotNull(lead.State.Dnc);
        Assert.True(lead.State is { Exists: false, OwesErasure: true, WakeAt: not null, ReadRow.IsGone: true });
        Assert.True(Assert.Single(lead.Said.Events).ForgetsHistory);
        Assert.Null(lead.When(new ErasurePaid()).State.WakeAt);
        Stored.ComesBack(lead.State);
    }

    [Fact]
    public void Nothing_told_to_an_erased_lead_brings_anything_back()
    {
        var lead = Called().When(new EraseLead("key_1"));
        lead.When(new Submit("sub_2", "SOL", Given, LeadStatus.Pending, "key_1")).ThenRefused(Codes.NotFound);
        lead.When(new ChangeLead { Given = Given }).ThenRefused(Codes.NotFound);
        lead.When(Ended(InteractionStatus.Qualified, "int_2", at: 900, optOut: true)).ThenNothing();
        lead.When(new EraseLead("key_2")).ThenNothing();
    }

    [Fact]
    public void A_lead_that_is_being_called_is_not_erased()
    {
        Assert.Equal("int_1", Calling().When(new EraseLead("key_1")).ThenRefused(Codes.CallInProgress).InteractionId);
        Assert.Equal("int_1", Decided().When(new EraseLead("key_1")).ThenRefused(Codes.CallInProgress).InteractionId);
    }

    [Fact]
    public void A_call_keeps_number_instants_and_outcome()
    {
        var call = CallExamples.Talking().After(TimeSpan.FromSeconds(90)).When(CallExamples.Full(InteractionStatus.ScheduledCallback, "2026-03-12T10:00")).When(new EraseCall("key_1"));
        Assert.DoesNotContain([.. Personal, "2026-03-12", "end_call"], secret => Stored.Of(call.State).Contains(secret, StringComparison.Ordinal));
        Assert.Equal(("+12125550142", InteractionStatus.ScheduledCallback, Moments.Start, "conv_1"), (call.State.Call!.Phone, call.State.Status, call.State.DiallingAt, call.State.ConversationId));
        Assert.Equal(CallDebts.All, call.State.Debts);
        call.When(CallExamples.Full()).ThenNothing();
        var late = Assert.IsType<LateReport>(Assert.Single(call.When(CallExamples.Full(InteractionStatus.Dnc)).Said.Events));
        Assert.True(late.OptOut && call.State is { OptOut: true, Summary: null, Transcript.IsEmpty: true });
    }
}
