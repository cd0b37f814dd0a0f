using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Eligibility;
using LeadSail.LegalHours;
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
        var decided = lead.When(new DecideCall(CallExamples.Wanted)).Then<CallDecided>();
        Assert.Equal((CallExamples.Wanted, "int_1", "SOL", CallSource.Api), (decided.Call, decided.InteractionId, decided.CampaignId, decided.Source));
        Assert.Equal((Moments.Seconds(4), null), (lead.State.WakeAt, lead.State.ActiveInteractionId));

        lead.When(new StartCall("int_1")).Then(new CallStarted("int_1"));
        Assert.Equal((null, "int_1", null, LeadStatus.Pending), (lead.State.Intent, lead.State.ActiveInteractionId, lead.State.WakeAt, lead.State.Status));
    }

    [Fact]
    public void An_attempt_keeps_what_every_rule_said_and_by_which_law()
    {
        var verdicts = EligibilityRules.Judge(Facts.Fine.Waiting(Lane.Retry, Moments.Seconds(60)) with { Source = CallSource.Manual });
        var decided = Known().When(new DecideCall(CallExamples.Wanted) { Verdicts = verdicts }).Then<CallDecided>();
        Assert.Equal(verdicts.Select(verdict => verdict.Rule), decided.Verdicts.Select(kept => kept.Rule));
        Assert.All(decided.Verdicts, kept => Assert.Equal((true, kept.Rule == "due"), (kept.Passed, kept.Waived is not null)));
        Assert.Equal(LegalTable.Version, decided.Law);
        Assert.Contains("""{"rule":"due","passed":true,"waived":"The sequence lets it be called from 11:01""", decided.ToHistory(Moments.Start).Data.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_to_reach_a_person_are_closed_by_anybody_and_opened_by_who_may()
    {
        var lead = Known().When(new SetDnc { Channels = [DncChannel.Sms, DncChannel.Phone, DncChannel.Sms], Reason = "asked by letter", Actor = "key_1" });
        Assert.Equal([DncChannel.Phone, DncChannel.Sms], lead.State.Dnc!.Channels.ToArray());
        Assert.Equal(("asked by letter", "key_1", true), (lead.State.Dnc.Reason, lead.State.Dnc.By, lead.State.MustNotBePhoned));
        lead.When(new SetDnc { Channels = [DncChannel.Phone, DncChannel.Sms] }).ThenNothing();
        lead.When(new SetDnc { Channels = [DncChannel.Phone] }).ThenRefused(Codes.Forbidden);
        lead.When(new SetDnc()).ThenRefused(Codes.Forbidden);
        lead.When(new SetDnc { Channels = [.. Enum.GetValues<DncChannel>()] });
        Assert.Equal((3, "asked by letter"), (lead.State.Dnc.Channels.Length, lead.State.Dnc.Reason));
        lead.When(new SetDnc { Channels = [DncChannel.Email], MayLift = true });
        Assert.Equal((true, false), (lead.State.Dnc is not null, lead.State.MustNotBePhoned));
        lead.When(new SetDnc { MayLift = true, Actor = "key_2" }).Then(new DncLifted("key_2"));
        lead.When(new SetDnc { MayLift = true }).ThenNothing();
    }

    [Fact]
    public void The_flag_and_an_opt_out_close_calls_and_leave_other_ways_as_they_are()
    {
        var email = new SetDnc { Channels = [DncChannel.Email] };
        var lead = Known().When(email).When(new ChangeLead { Given = new() { IsDnc = true } });
        Assert.Equal([DncChannel.Phone, DncChannel.Email], lead.State.Dnc!.Channels.ToArray());
        lead.When(new ChangeLead { Given = new() { IsDnc = false } }).ThenRefused(Codes.Forbidden);
        lead.When(new ChangeLead { Given = new() { IsDnc = false }, MayLiftDnc = true });
        Assert.Equal([DncChannel.Email], lead.State.Dnc.Channels.ToArray());
        lead.When(new ChangeLead { Given = new() { IsDnc = false } }).ThenNothing();
        Assert.Equal([DncChannel.Phone, DncChannel.Email], Calling().When(email).When(Ended(InteractionStatus.Dnc)).State.Dnc!.Channels.ToArray());
        Assert.Equal([DncChannel.Phone, DncChannel.Email], Known().When(email).When(new Submit("sub_2", "SOL", new LeadGiven { IsDnc = true }, LeadStatus.Pending, "key_1")).State.Dnc!.Channels.ToArray());
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
