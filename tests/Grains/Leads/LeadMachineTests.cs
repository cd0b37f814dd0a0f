using LeadSail.Calls;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Leads;

/// <summary>Submission, the decided call, and its handing over.</summary>
public sealed class LeadMachineTests
{
    [Fact]
    public void A_lead_is_entered_with_what_is_said_of_it()
    {
        var lead = Known();
        Assert.Equal("sub_1", lead.Then<Submitted>().SubmissionId);
        Assert.Equal((Moments.Start, LeadStatus.Pending, "SOL", "Zoë"), (lead.State.CreatedAt, lead.State.Status, lead.State.CampaignId, lead.State.Data.FirstName));
    }

    [Fact]
    public void The_same_submission_twice_is_one()
    {
        var lead = Known();
        lead.When(new Submit("sub_1", "SOL", Given with { FirstName = "Else" }, LeadStatus.New, "key_1")).ThenNothing();
        Assert.Single(lead.State.Submissions);
    }

    [Fact]
    public void A_resubmission_replaces_what_it_brings_along_and_keeps_the_rest()
    {
        var lead = Known().After(TimeSpan.FromHours(1)).When(new Submit("sub_2", "ROOF", new LeadGiven { Email = "z@example.com" }, LeadStatus.Pending, "key_2"));
        Assert.Equal(("z@example.com", "Zoë", "ROOF", Moments.Start), (lead.State.Data.Email, lead.State.Data.FirstName, lead.State.CampaignId, lead.State.CreatedAt));
        Assert.Equal(["sub_1", "sub_2"], lead.State.Submissions.Select(submission => submission.SubmissionId));
    }

    [Fact]
    public void A_lead_that_must_not_be_called_does_not_become_one_that_may_by_being_submitted_again()
    {
        var lead = Calling().When(Ended(InteractionStatus.Dnc)).When(new Submit("sub_2", "SOL", new LeadGiven(), LeadStatus.Pending, "key_1"));
        Assert.Equal(LeadStatus.Dnc, lead.State.Status);
        Assert.NotNull(lead.State.Dnc);
    }

    [Fact]
    public void Nobody_can_be_called()
    {
        foreach (var command in (LeadCommand[])[new DecideCall(CallExamples.Wanted), new StartCall("int_1"), new DropCall("int_1", "taken"), Ended(InteractionStatus.Busy)])
        {
            Nobody().When(command).ThenRefused(Codes.NotFound);
        }
    }

    [Fact]
    public void A_call_is_decided_then_started_and_the_status_stays_while_it_runs()
    {
        var lead = Known();
        lead.When(new DecideCall(CallExamples.Wanted)).Then(new CallDecided(CallExamples.Wanted, "int_1", "SOL", CallSource.Api));
        Assert.Equal((Moments.Seconds(4), null), (lead.State.WakeAt, lead.State.ActiveInteractionId));

        lead.When(new StartCall("int_1")).Then(new CallStarted("int_1"));
        Assert.Equal((null, "int_1", null, LeadStatus.Pending), (lead.State.Intent, lead.State.ActiveInteractionId, lead.State.WakeAt, lead.State.Status));
    }

    [Fact]
    public void A_lead_has_one_call_at_a_time()
    {
        var other = CallExamples.Wanted with { InteractionId = "int_2" };
        Assert.Equal("int_1", Decided().When(new DecideCall(other)).ThenRefused(Codes.CallInProgress).InteractionId);
        Assert.Equal("int_1", Calling().When(new DecideCall(other)).ThenRefused(Codes.CallInProgress).InteractionId);
        Called().When(new DecideCall(other)).Then<CallDecided>();
    }

    [Fact]
    public void Deciding_starting_and_dropping_again_is_nothing()
    {
        Decided().When(new DecideCall(CallExamples.Wanted)).ThenNothing();
        Calling().When(new DecideCall(CallExamples.Wanted)).ThenNothing();
        Calling().When(new StartCall("int_1")).ThenNothing();
        Calling().When(new DropCall("int_1", "taken")).ThenNothing();
        Decided().When(new StartCall("int_2")).ThenNothing();
        Decided().When(new DropCall("int_2", "taken")).ThenNothing();
        Called().When(new StartCall("int_1")).ThenNothing();
    }

    [Fact]
    public void A_dropped_call_leaves_the_lead_as_it_was()
    {
        var lead = Decided();
        lead.When(new DropCall("int_1", "taken")).Then(new CallDropped("int_1", "taken"));
        Assert.Equal((null, null, LeadStatus.Pending, 0), (lead.State.Intent, lead.State.ActiveInteractionId, lead.State.Status, lead.State.Attempts.Length));
    }

    [Fact]
    public void A_call_that_ends_before_the_lead_heard_of_its_start_ends_the_intent()
    {
        var lead = Decided().When(Ended(InteractionStatus.Busy));
        Assert.Equal((null, null, LeadStatus.NoAnswer, 1), (lead.State.Intent, lead.State.ActiveInteractionId, lead.State.Status, lead.State.Attempts.Length));
        lead.When(new StartCall("int_1")).ThenNothing();
    }
}
