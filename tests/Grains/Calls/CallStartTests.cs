using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>From the wish to the start request: waiting, the permit, a busy provider.</summary>
public sealed class CallStartTests
{
    [Fact]
    public void A_call_is_created_once()
    {
        var call = None();
        call.When(new Create(Wanted)).Then(new CallQueued(Wanted, "lead_1", "SOL", "agent_1", CallSource.Api, 1, Wanted.StartBy));
        Assert.Equal((CallPhase.Queued, InteractionStatus.InProgress, false), (call.State.Phase, call.State.Status, call.State.Dialled));

        call.When(new Create(Wanted with { Phone = "+12125550199" })).ThenNothing();
        Assert.Equal(Wanted, call.State.Call);
    }

    [Fact]
    public void A_call_that_was_never_created_knows_nothing()
    {
        foreach (CallCommand command in (CallCommand[])[new Permitted(), new Look(), Full(), new NothingKnown(true), new Settled(CallDebts.All, true)])
        {
            None().When(command).ThenRefused(Codes.NotFound);
        }
    }

    [Fact]
    public void Dialling_is_persisted_with_its_deadline_before_anything_is_sent()
    {
        var call = Queued();
        call.When(new Permitted()).Then(new Dialling(Deadline, Moments.Seconds(5)));
        Assert.Equal((true, Moments.Start, Deadline), (call.State.Dialled, call.State.DiallingAt, call.State.DeadlineAt));
    }

    [Fact]
    public void A_permit_in_the_last_millisecond_counts_and_one_at_startBy_does_not()
    {
        Queued().At(Wanted.StartBy.AddMilliseconds(-1)).When(new Permitted()).Then<Dialling>();

        var late = Queued().At(Wanted.StartBy);
        var finished = late.When(new Permitted()).Then<CallFinished>();
        Assert.Equal((InteractionStatus.Error, Codes.ProviderBusy, false), (finished.Status, finished.ErrorCode, finished.Dialled));
        Assert.Equal(CallDebts.All, late.State.Debts);
    }

    [Fact]
    public void A_call_without_a_slot_waits_until_startBy_and_no_longer()
    {
        var call = Queued().At(Wanted.StartBy.AddMilliseconds(-1));
        call.When(new Look()).ThenNothing();

        var finished = call.At(Wanted.StartBy).When(new Look()).Then<CallFinished>();
        Assert.Equal((Codes.ProviderBusy, false), (finished.ErrorCode, finished.Dialled));
        Assert.Contains("No slot", finished.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_for_which_no_permit_is_given_now_waits_and_says_why_in_the_end()
    {
        var call = Queued();
        call.When(new NotSent("The clock is off.")).Then(new BackToWaiting("The clock is off.", Moments.Seconds(5)));

        var finished = call.At(Wanted.StartBy).When(new Look()).Then<CallFinished>();
        Assert.Equal((Codes.ProviderBusy, false), (finished.ErrorCode, finished.Dialled));
        Assert.EndsWith("before the call could be dialled: The clock is off.", finished.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_permit_ends_the_call_undialled_with_the_code_of_the_rule()
    {
        var call = Queued();
        var finished = call.When(new Forbidden(Refusal.Of(Codes.OutsideLegalHours, "It is night."))).Then<CallFinished>();
        Assert.Equal((InteractionStatus.Error, Codes.OutsideLegalHours, "It is night.", false), (finished.Status, finished.ErrorCode, finished.ErrorMessage, finished.Dialled));
        Assert.Equal((CallPhase.Final, false), (call.State.Phase, call.State.Dialled));
    }

    [Fact]
    public void A_busy_provider_is_left_alone_for_5_seconds_doubling_to_60()
    {
        var call = Dialling(Wanted with { StartBy = Moments.Seconds(3600) });
        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var back = call.When(new NotSent("429")).Then<BackToWaiting>();
            waits.Add((back.NotBefore - call.Now).TotalSeconds);
            call.At(CallMachine.Next(call.State).DueAt).When(new Permitted()).Then<Dialling>();
        }

        Assert.Equal([5, 10, 20, 40, 60, 60, 60], waits);
    }

    [Fact]
    public void While_it_waits_for_a_busy_provider_a_call_has_not_dialled()
    {
        var state = Dialling().When(new NotSent("429")).State;
        Assert.Equal((CallPhase.Queued, false, null, null, InteractionStatus.InProgress), (state.Phase, state.Dialled, state.DeadlineAt, state.AskAt, state.Status));
        Assert.Equal(CallStep.Start, CallMachine.Next(state).Step);
    }

    [Fact]
    public void The_waiting_for_a_busy_provider_ends_at_startBy_and_not_after_the_next_pause()
    {
        var call = Queued().At(Wanted.StartBy.AddSeconds(-2)).When(new Permitted()).When(new NotSent("429"));
        Assert.Equal(Wanted.StartBy, CallMachine.Next(call.State).DueAt);

        var finished = call.At(Wanted.StartBy).When(new Look()).Then<CallFinished>();
        Assert.Equal((Codes.ProviderBusy, false), (finished.ErrorCode, finished.Dialled));
        Assert.Contains("429", finished.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_busy_answer_that_comes_after_startBy_ends_the_call_at_the_next_look()
    {
        var call = Dialling().At(Wanted.StartBy.AddSeconds(7)).When(new NotSent("429"));
        Assert.True(CallMachine.Next(call.State).DueAt <= call.Now);
        Assert.Equal(Codes.ProviderBusy, call.When(new Look()).Then<CallFinished>().ErrorCode);
    }

    [Fact]
    public void A_start_request_that_the_provider_refuses_as_such_has_not_dialled()
    {
        var finished = Dialling().When(new Rejected("HTTP 422: agent_id is missing")).Then<CallFinished>();
        Assert.Equal((InteractionStatus.Error, Codes.ProviderRefused, false), (finished.Status, finished.ErrorCode, finished.Dialled));
    }

    [Fact]
    public void Nothing_but_a_busy_answer_leads_from_dialling_back_to_waiting()
    {
        foreach (CallCommand command in (CallCommand[])[new Permitted(), new Forbidden(Refusal.Of(Codes.LeadDnc, "listed")), new Look(), new FateUnknown("time-out"), new NothingKnown(true)])
        {
            var call = Dialling().When(command);
            Assert.Equal((CallPhase.Dialling, true), (call.State.Phase, call.State.Dialled));
        }
    }

    [Fact]
    public void A_call_that_talks_is_not_dialled_again_whatever_a_late_reply_says()
    {
        foreach (CallCommand command in (CallCommand[])[new NotSent("503"), new Rejected("HTTP 400"), new FateUnknown("time-out"), new Permitted(), new Placed("conv_2", null)])
        {
            var call = Talking();
            call.When(command).ThenNothing();
            Assert.Equal("conv_1", call.State.ConversationId);
        }
    }
}
