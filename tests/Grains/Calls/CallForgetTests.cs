using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>What a call keeps for a while only.</summary>
public sealed class CallForgetTests
{
    [Fact]
    public void What_was_said_is_gone_from_state_and_row_and_the_outcome_stays()
    {
        var call = Kept();
        Assert.Equal((true, true, "Hello, Zoë!\nHi. \"Who\" is it? <b>"), (Row(call, "keeps_raw"), Row(call, "keeps_said"), Words(call)));

        call.When(Forget(CallTraces.Said)).Then(new Forgotten(CallTraces.Said));

        Assert.Equal((null, 0, JsonText.EmptyObject, false), (call.State.Summary, call.State.Transcript.Length, call.State.Collected, call.State.HasRecording));
        Assert.Equal((true, false, null), (Row(call, "keeps_raw"), Row(call, "keeps_said"), Words(call)));
        Assert.Equal((InteractionStatus.Qualified, 62, "You are Ava.", "9: disposition"), (call.State.Status, call.State.DurationSeconds, call.State.Call!.Prompt, call.State.Outcome!.Evidence));
    }

    [Fact]
    public void The_lead_is_told_to_drop_its_copy_of_the_summary()
    {
        var call = Kept().When(Forget(AllTraces));
        Assert.Equal((CallDebts.Summary, CallStep.Pay), (call.State.Debts, CallMachine.Next(call.State).Step));
        call.When(new Settled(CallDebts.Summary, OptOut: false)).Then(new DebtsPaid(CallDebts.Summary));

        Assert.Equal(CallDebts.None, Kept().When(Forget(CallTraces.Raw)).State.Debts);
        Assert.Equal(CallDebts.None, Settled().When(Forget(AllTraces)).State.Debts);
    }

    [Fact]
    public void Raw_traces_go_without_what_was_said()
    {
        var call = Kept().When(Forget(CallTraces.Raw));

        Assert.Equal(("", null, 0, ""), (call.State.Call!.Prompt, call.State.Call.FirstMessage, call.State.Call.Variables.Length, call.State.Outcome!.Evidence));
        Assert.Equal((true, "end_call tool was called."), (call.State.Outcome.SpokenTo, call.State.Outcome.TerminationReason));
        Assert.Equal((2, false, true), (call.State.Transcript.Length, Row(call, "keeps_raw"), Row(call, "keeps_said")));
        call.When(Forget(CallTraces.Raw)).ThenNothing();
        call.When(Forget(AllTraces)).Then(new Forgotten(CallTraces.Said));
        call.When(Forget(AllTraces)).ThenNothing();
    }

    [Fact]
    public void A_report_that_comes_afterwards_brings_nothing_back()
    {
        var call = Kept().When(Forget(AllTraces));
        call.When(Full()).ThenNothing();

        var empty = Over().When(Forget(CallTraces.Said)).When(Full());
        Assert.Equal(62, empty.Then<LateReport>().Said.DurationSeconds);
        Assert.Equal((null, 0, false), (empty.State.Summary, empty.State.Transcript.Length, empty.State.HasRecording));
        empty.When(Full()).ThenNothing();
    }

    [Fact]
    public void An_opt_out_that_comes_afterwards_still_counts()
    {
        var call = Kept().When(Forget(AllTraces)).When(Full(InteractionStatus.Dnc));
        Assert.True(call.Then<LateReport>().OptOut);
        Assert.Equal((true, 0), (call.State.OptOut, call.State.Transcript.Length));
    }

    [Fact]
    public void Only_what_ended_before_the_instant_is_forgotten()
    {
        var call = Kept();
        call.When(new Forget(AllTraces, call.State.EndedAt!.Value)).ThenNothing();
        call.When(new Forget(AllTraces, call.State.EndedAt.Value.AddMilliseconds(1))).Then<Forgotten>();
    }

    [Fact]
    public void A_call_that_is_not_over_forgets_nothing()
    {
        foreach (var call in (CallLife[])[Queued(), Dialling(), Talking()])
        {
            call.When(Forget(AllTraces)).ThenRefused(Codes.Conflict);
            Assert.Equal((false, false), (Row(call, "keeps_raw"), Row(call, "keeps_said")));
        }
    }

    [Fact]
    public void A_call_in_which_nothing_was_said_keeps_raw_traces_only() =>
        Assert.Equal((true, false, null), (Row(Over(InteractionStatus.Busy), "keeps_raw"), Row(Over(InteractionStatus.Busy), "keeps_said"), Words(Over())));

    private static object? Row(CallLife call, string column) => call.State.ReadRow!.Columns.Single(one => one.Name == column).Value;

    private static object? Words(CallLife call)
    {
        var row = call.State.ReadRow!.Also;
        Assert.Equal("spoken", row?.Table);
        return Assert.Single(row!.Columns).Value;
    }
}
