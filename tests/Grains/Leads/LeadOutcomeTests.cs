using LeadSail.Calls;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>What ended calls do to their lead.</summary>
public sealed class LeadOutcomeTests
{
    private static readonly LeadStatus[] Further =
    [
        LeadStatus.Delivered, LeadStatus.Accepted, LeadStatus.Signed, LeadStatus.PendingSignature, LeadStatus.DocumentSent, LeadStatus.Rejected, LeadStatus.Duplicate, LeadStatus.Dnc,
    ];

    [Theory]
    [InlineData(InteractionStatus.Completed, LeadStatus.Contacted)]
    [InlineData(InteractionStatus.Incomplete, LeadStatus.Contacted)]
    [InlineData(InteractionStatus.Voicemail, LeadStatus.Voicemail)]
    [InlineData(InteractionStatus.NoAnswer, LeadStatus.NoAnswer)]
    [InlineData(InteractionStatus.Busy, LeadStatus.NoAnswer)]
    [InlineData(InteractionStatus.NoContact, LeadStatus.NoContact)]
    [InlineData(InteractionStatus.ScheduledCallback, LeadStatus.ScheduledCallback)]
    [InlineData(InteractionStatus.FollowUp, LeadStatus.Contacted)]
    [InlineData(InteractionStatus.Qualified, LeadStatus.Qualified)]
    [InlineData(InteractionStatus.Disqualified, LeadStatus.Disqualified)]
    [InlineData(InteractionStatus.Dnc, LeadStatus.Dnc)]
    [InlineData(InteractionStatus.Error, LeadStatus.Error)]
    public void The_status_follows_from_the_outcome(InteractionStatus outcome, LeadStatus expected)
    {
        var lead = Calling().When(Ended(outcome));
        Assert.Equal((expected, null), (lead.State.Status, lead.State.ActiveInteractionId));
        Assert.Equal(expected, LeadMachine.StatusAfter(outcome));
    }

    [Fact]
    public void Every_final_outcome_has_a_lead_status_and_no_other() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LeadMachine.StatusAfter(InteractionStatus.InProgress));

    [Fact]
    public void A_call_that_was_not_dialled_changes_neither_status_nor_attempts()
    {
        var lead = Calling().When(Ended(InteractionStatus.Error, dialled: false));
        Assert.IsType<CallOver>(Assert.Single(lead.Said.Events));
        Assert.Equal((LeadStatus.Pending, 0, null), (lead.State.Status, lead.State.Attempts.Length, lead.State.ActiveInteractionId));
    }

    [Fact]
    public void A_lead_that_has_gone_further_is_not_overwritten()
    {
        foreach (var status in Enum.GetValues<LeadStatus>())
        {
            var after = Calling(status).When(Ended(InteractionStatus.Voicemail)).State;
            Assert.Equal(Further.Contains(status) ? status : LeadStatus.Voicemail, after.Status);
            Assert.Single(after.Attempts);
        }
    }

    [Fact]
    public void Only_a_do_not_call_overwrites_it()
    {
        foreach (var status in Further)
        {
            Assert.Equal(LeadStatus.Dnc, Calling(status).When(Ended(InteractionStatus.Dnc)).State.Status);
        }
    }

    [Fact]
    public void The_same_end_twice_is_one()
    {
        var lead = Called();
        lead.When(Ended(InteractionStatus.NoAnswer)).ThenNothing();
        Assert.Single(lead.State.Attempts);
    }

    [Fact]
    public void A_summary_is_forgotten_and_the_attempt_stays()
    {
        var lead = Called().When(Ended(InteractionStatus.Voicemail, "int_3", at: 900));
        lead.When(new ForgetSummary("int_1")).Then(new SummaryForgotten("int_1"));

        Assert.Equal([null, "She wants solar panels."], lead.State.Attempts.Select(attempt => attempt.Summary));
        lead.When(new ForgetSummary("int_1")).ThenNothing();
        lead.When(new ForgetSummary("int_9")).ThenNothing();
    }

    [Fact]
    public void An_opt_out_that_comes_later_counts_though_the_end_is_known()
    {
        var lead = Called(InteractionStatus.Completed);
        lead.When(Ended(InteractionStatus.Completed, optOut: true));
        Assert.Collection(lead.Said.Events,
            status => Assert.Equal(new StatusChanged(LeadStatus.Contacted, LeadStatus.Dnc, "int_1"), status),
            dnc => Assert.IsType<DncSet>(dnc));
        Assert.Single(lead.State.Attempts);
        lead.When(Ended(InteractionStatus.Completed, optOut: true)).ThenNothing();
    }

    [Fact]
    public void An_opt_out_counts_even_of_a_call_that_is_said_not_to_have_been_dialled()
    {
        var lead = Calling().When(Ended(InteractionStatus.Error, dialled: false, optOut: true));
        Assert.Equal((LeadStatus.Dnc, 0), (lead.State.Status, lead.State.Attempts.Length));
        Assert.Equal("int_1", lead.State.Dnc?.By);
    }

    [Fact]
    public void The_end_of_another_call_does_not_end_the_one_that_runs()
    {
        var lead = Calling().When(Ended(InteractionStatus.Voicemail, "int_0", at: 50));
        Assert.Equal(("int_1", LeadStatus.Voicemail, 1), (lead.State.ActiveInteractionId, lead.State.Status, lead.State.Attempts.Length));
    }

    [Fact]
    public void An_older_outcome_that_comes_late_is_history_only()
    {
        var lead = Known().When(Ended(InteractionStatus.Qualified, "int_2", at: 200)).When(Ended(InteractionStatus.NoAnswer, "int_1", at: 100));
        Assert.Equal(LeadStatus.Qualified, lead.State.Status);
        Assert.Equal(["int_1", "int_2"], lead.State.Attempts.Select(attempt => attempt.InteractionId));
    }

    [Fact]
    public void Of_two_calls_that_ended_in_one_instant_the_one_made_later_counts()
    {
        CallEnded first = Ended(InteractionStatus.NoAnswer, "int_1"), second = Ended(InteractionStatus.Qualified, "int_2");
        Assert.Equal(LeadStatus.Qualified, Known().When(first).When(second).State.Status);
        Assert.Equal(LeadStatus.Qualified, Known().When(second).When(first).State.Status);
    }

    [Fact]
    public void The_call_that_runs_is_the_last_one_though_the_clock_was_set_back_since_the_one_before()
    {
        var lead = Calling().When(Ended(InteractionStatus.Completed, "int_0", at: 200)).When(Ended(InteractionStatus.NoAnswer, "int_1", at: 100));
        Assert.Equal((LeadStatus.NoAnswer, "int_1"), (lead.State.Status, lead.State.Attempts[^1].InteractionId));
    }

    [Fact]
    public void An_attempt_keeps_number_instants_and_summary() => Assert.Equal(
        new Attempt("int_1", "SOL", "+12125550142", Moments.Seconds(40), Moments.Seconds(100), InteractionStatus.Completed, "She wants solar panels."),
        Assert.Single(Called(InteractionStatus.Completed).State.Attempts));
}
