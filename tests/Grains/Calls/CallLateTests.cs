using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>After the end: late reports, and what is owed to others.</summary>
public sealed class CallLateTests
{
    [Fact]
    public void A_late_report_fills_what_is_empty()
    {
        var call = Dialling().At(Deadline).When(new NothingKnown(true));
        Assert.Equal(Codes.FateUnknown, call.State.ErrorCode);
        var ended = call.State;

        var late = call.After(TimeSpan.FromMinutes(5)).When(Full()).Then<LateReport>();

        Assert.Equal("provider", late.Actor);
        Assert.Equal(("conv_1", "CA2", 62, true), (call.State.ConversationId, call.State.CarrierCallId, call.State.DurationSeconds, call.State.HasRecording));
        Assert.Equal((2, "She wants solar panels – soon."), (call.State.Transcript.Length, call.State.Summary));
        Assert.Equal((ended.Status, ended.ErrorCode, ended.EndedAt, ended.Dialled), (call.State.Status, call.State.ErrorCode, call.State.EndedAt, call.State.Dialled));
        call.When(Full()).ThenNothing();
    }

    [Fact]
    public void A_late_report_overwrites_nothing()
    {
        var call = Talking().When(Full());
        var before = call.State;
        var other = Full(InteractionStatus.Disqualified).Said with
        {
            Summary = "another", DurationSeconds = 1, StartedAt = Moments.Seconds(1), CarrierCallId = "CA9", HasRecording = false,
            Transcript = [new TranscriptLine { Message = "another" }], Collected = new JsonText("""{"a":1}"""),
        };

        call.When(new Report(other, Asked: true)).ThenNothing();
        Assert.Same(before, call.State);
    }

    [Fact]
    public void A_late_report_on_another_conversation_fills_nothing() =>
        Over().When(new Report(Full().Said with { ConversationId = "conv_2" }, Asked: false)).ThenNothing();

    [Fact]
    public void A_report_on_the_running_call_that_comes_after_its_end_changes_nothing() => Over().When(Running(asked: false)).ThenNothing();

    [Fact]
    public void An_opt_out_in_a_late_report_raises_the_debts_to_lead_and_number_again_but_not_the_status()
    {
        var call = Settled();
        Assert.Equal(CallDebts.None, call.State.Debts);

        Assert.True(call.When(Report(InteractionStatus.Dnc)).Then<LateReport>().OptOut);
        Assert.Equal((InteractionStatus.Completed, true, CallDebts.Lead | CallDebts.Number), (call.State.Status, call.State.OptOut, call.State.Debts));
        Assert.Equal(CallStep.Pay, CallMachine.Next(call.State).Step);

        call.When(Report(InteractionStatus.Dnc)).ThenNothing();
    }

    [Fact]
    public void An_opt_out_of_a_call_that_was_never_dialled_counts_too()
    {
        var call = Queued().At(Wanted.StartBy).When(new Look()).When(new Settled(CallDebts.All, OptOut: false)).When(Report(InteractionStatus.Dnc));
        Assert.Equal((true, CallDebts.Lead | CallDebts.Number), (call.State.OptOut, call.State.Debts));
    }

    [Fact]
    public void What_was_paid_before_an_opt_out_came_in_is_owed_once_more()
    {
        var call = Over().When(Report(InteractionStatus.Dnc));

        call.When(new Settled(CallDebts.All, OptOut: false)).Then(new DebtsPaid(CallDebts.Slot | CallDebts.PostCall));
        Assert.Equal(CallDebts.Lead | CallDebts.Number, call.State.Debts);

        call.When(new Settled(CallDebts.Lead | CallDebts.Number, OptOut: true)).Then(new DebtsPaid(CallDebts.Lead | CallDebts.Number));
        Assert.Equal(CallStep.None, CallMachine.Next(call.State).Step);
    }

    [Fact]
    public void Debts_are_paid_one_by_one_and_once()
    {
        var call = Over();
        call.When(new Settled(CallDebts.Slot, OptOut: false)).Then(new DebtsPaid(CallDebts.Slot));
        call.When(new Settled(CallDebts.Slot, OptOut: false)).ThenNothing();
        call.When(new Settled(CallDebts.All, OptOut: false)).Then(new DebtsPaid(CallDebts.Lead | CallDebts.Number | CallDebts.PostCall));
        Assert.Equal((CallStep.None, null), (CallMachine.Next(call.State).Step, call.State.WakeAt));
    }

    [Fact]
    public void A_call_that_is_not_over_owes_nothing()
    {
        foreach (var call in (CallLife[])[Queued(), Dialling(), Talking()])
        {
            call.When(new Settled(CallDebts.All, OptOut: false)).ThenNothing();
        }
    }

    [Fact]
    public void What_waits_for_nothing_is_due_whatever_the_clock_says()
    {
        foreach (var call in (CallLife[])[Queued(), Over(), Dialling().When(new NotSent("429")).At(Moments.Seconds(5)).When(new Permitted()).When(Report(InteractionStatus.Completed))])
        {
            Assert.True(CallMachine.Next(call.State).DueAt < call.Now.AddDays(-365));
        }
    }

    [Fact]
    public void Whatever_a_call_owes_the_sweeper_looks_after_it_four_seconds_later()
    {
        foreach (var call in (CallLife[])[Queued(), Over()])
        {
            Assert.Equal(call.Now.AddSeconds(4), call.State.WakeAt);
        }

        foreach (var call in (CallLife[])[Dialling().When(new NotSent("429")), Dialling(), Talking()])
        {
            Assert.Equal(CallMachine.Next(call.State).DueAt + TimeSpan.FromSeconds(4), call.State.WakeAt);
        }

        Assert.Null(new CallState().WakeAt);
    }

    [Theory]
    [InlineData(InteractionStatus.Completed, false)]
    [InlineData(InteractionStatus.Dnc, true)]
    public void Only_a_do_not_call_outcome_is_an_opt_out(InteractionStatus status, bool expected) => Assert.Equal(expected, Over(status).State.OptOut);
}
