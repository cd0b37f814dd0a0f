using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lives;
using static LeadSail.Leads.LeadExamples;

namespace LeadSail.Sequences;

/// <summary>A lead's place in its campaign's dialer, from call to call.</summary>
public sealed class PlaceTests
{
    private static readonly DateTimeOffset Ends = Moments.Seconds(100);

    [Fact]
    public void A_lead_that_was_not_reached_goes_on_until_its_attempts_are_used_up_and_is_no_contact_then()
    {
        var lead = Waiting();
        Assert.Equal(new DialerPlace(Lane.New, Moments.Start, Moments.Start), lead.State.Place);

        Ended(lead, "int_1", InteractionStatus.NoAnswer, most: 3);
        Assert.Equal((Lane.Retry, lead.Now.AddMinutes(120)), (lead.State.Place!.Lane, lead.State.Place.NotBefore));
        Ended(lead, "int_2", InteractionStatus.Busy, most: 3);
        Assert.Equal(lead.Now.AddMinutes(15), lead.State.Place!.NotBefore);
        Ended(lead, "int_3", InteractionStatus.Voicemail, most: 3);

        Assert.Null(lead.State.Place);
        Assert.Equal(LeadStatus.NoContact, lead.State.Status);
        lead.When(InSequence(new EnterDialer(), most: 3)).ThenRefused(Codes.LeadStatusExcluded);
    }

    [Fact]
    public void Who_has_spoken_before_does_not_become_no_contact()
    {
        var lead = Waiting().Calls("int_1");
        lead.At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.ScheduledCallback) with { SpokenTo = true }, most: 2));
        Assert.Equal((Lane.Retry, Ends.AddMinutes(120)), (lead.State.Place!.Lane, lead.State.Place.NotBefore));
        Ended(lead, "int_2", InteractionStatus.NoAnswer, most: 2);

        Assert.Null(lead.State.Place);
        Assert.Equal(LeadStatus.NoAnswer, lead.State.Status);
        lead.When(InSequence(new EnterDialer(), most: 2)).ThenRefused(Codes.MaxAttemptsReached);
    }

    [Fact]
    public void To_start_over_forgets_attempts_for_counting_alone_and_makes_no_contact_pending()
    {
        var lead = Waiting();
        Ended(lead, "int_1", InteractionStatus.NoAnswer, most: 1);
        lead.After(TimeSpan.FromMinutes(1)).When(InSequence(new EnterDialer { Restart = true, Actor = "key_1" }, most: 1));

        Assert.Equal((LeadStatus.Pending, Lane.New, lead.Now), (lead.State.Status, lead.State.Place!.Lane, lead.State.Place.NotBefore));
        Assert.Single(lead.State.Attempts);
        Assert.Empty(SequenceRules.Counted(lead.State, "SOL"));
    }

    [Fact]
    public void A_request_enters_a_lead_and_starts_it_over_once_wherever_it_is_by_then()
    {
        var again = new EnterDialer { Restart = true, Actor = "key_1", RequestId = "req_1" };
        var lead = Waiting().When(InSequence(again));
        Assert.Equal("req_1", lead.State.EnteredFor);
        lead.When(InSequence(again)).ThenNothing();
        lead.When(new LeaveDialer("removed", "key_1")).When(InSequence(again)).ThenNothing();
        Assert.Null(lead.State.Place);
        lead.When(InSequence(again with { RequestId = "req_2" }));
        Assert.NotNull(lead.State.Place);
    }

    [Fact]
    public void What_is_dialled_after_a_new_start_counts_even_when_the_clock_was_set_back_and_the_call_that_ran_at_it_does_not()
    {
        var lead = Waiting();
        Ended(lead, "int_1", InteractionStatus.NoAnswer);
        lead.Calls("int_2").When(InSequence(new EnterDialer { Restart = true }));
        lead.After(TimeSpan.FromMinutes(1)).When(InSequence(LeadExamples.Ended(InteractionStatus.NoAnswer, "int_2") with { DialledAt = lead.Now.AddMinutes(-1), EndedAt = lead.Now }));
        lead.At(lead.Now.AddHours(-1));
        Ended(lead, "int_3", InteractionStatus.NoAnswer);

        Assert.Equal(["int_3"], SequenceRules.Counted(lead.State, "SOL").Select(attempt => attempt.InteractionId));
    }

    [Theory]
    [InlineData("", Codes.InvalidPhone)]
    [InlineData("+1999", Codes.InvalidPhone)]
    public void Without_a_phone_nobody_enters(string phone, string code)
    {
        var lead = Known().Given(new LeadChanged(["phone"], LeadRules.Learn(new LeadData(), Given) with { Phone = phone }, "key_1"));
        lead.When(InSequence(new EnterDialer())).ThenRefused(code);
    }

    [Fact]
    public void A_callback_is_promised_for_its_time_whatever_else_is_tried_before()
    {
        var at = Moments.Start.AddDays(1);
        var lead = Calling().At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.ScheduledCallback) with { CallbackAt = at, SpokenTo = true }));
        Assert.Equal((Lane.Callback, at), (lead.State.Place!.Lane, lead.State.Place.NotBefore));

        Ended(lead, "int_2", InteractionStatus.NoAnswer);
        Assert.Equal((Lane.Callback, at), (lead.State.Place!.Lane, lead.State.Place.NotBefore));

        lead.At(at);
        Ended(lead, "int_3", InteractionStatus.NoAnswer);
        Assert.Equal((Lane.Retry, lead.Now.AddMinutes(1440)), (lead.State.Place!.Lane, lead.State.Place.NotBefore));
    }

    [Fact]
    public void A_callback_is_made_once_though_the_clock_of_the_process_that_dialled_it_was_behind()
    {
        var at = Moments.Start.AddDays(1);
        var lead = Calling().At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.ScheduledCallback) with { CallbackAt = at }));
        lead.At(at).Calls("int_2").At(at.AddMinutes(1));
        lead.When(InSequence(LeadExamples.Ended(InteractionStatus.NoAnswer, "int_2") with { IsCallback = true, DialledAt = at.AddSeconds(-1), EndedAt = lead.Now }));
        Assert.Equal((Lane.Retry, lead.Now.AddMinutes(1440)), (lead.State.Place!.Lane, lead.State.Place.NotBefore));
    }

    [Fact]
    public void A_callback_that_an_overriding_campaign_promised_is_none_of_its_campaigns()
    {
        var lead = Known().Calls("int_1", "ROOF").When(InSequence(LeadExamples.Ended(InteractionStatus.ScheduledCallback) with { CampaignId = "ROOF", CallbackAt = Moments.Start.AddDays(1) }));
        Assert.Null(lead.State.Place);
    }

    [Theory]
    [InlineData(InteractionStatus.NoAnswer, true)]
    [InlineData(InteractionStatus.Completed, true)]
    [InlineData(InteractionStatus.Qualified, false)]
    [InlineData(InteractionStatus.Disqualified, false)]
    [InlineData(InteractionStatus.Dnc, false)]
    public void A_call_for_another_campaign_ends_the_sequence_only_by_what_settles_the_lead(InteractionStatus outcome, bool stays)
    {
        var lead = Waiting();
        var place = lead.State.Place;
        lead.Calls("int_1", "ROOF").At(Ends).When(InSequence(LeadExamples.Ended(outcome) with { CampaignId = "ROOF" }));
        Assert.Equal(stays ? place : null, lead.State.Place);
    }

    [Fact]
    public void A_call_that_was_not_dialled_leaves_the_place_and_lets_it_rest_a_minute()
    {
        var lead = Waiting().Calls("int_1").At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.Error, dialled: false)));
        Assert.Equal(new DialerPlace(Lane.New, Moments.Start, Moments.Start, null, Ends.AddSeconds(60)), lead.State.Place);
        Assert.Empty(lead.State.Attempts);
    }

    [Fact]
    public void Three_errors_in_a_row_hold_the_lead_until_somebody_does_something()
    {
        var lead = Waiting();
        Ended(lead, "int_1", InteractionStatus.Error);
        Ended(lead, "int_2", InteractionStatus.Error);
        Assert.Null(lead.State.Place!.HeldBy);
        Ended(lead, "int_3", InteractionStatus.Error);
        Assert.Equal(("max_attempts", DialerPlace.NotByWaiting), (lead.State.Place!.HeldBy, lead.State.Place.DueAt));

        lead.When(InSequence(new ChangeLead { Given = new() { FirstName = "Ann" } }));
        Assert.Equal(lead.State.Place!.NotBefore, lead.State.Place.DueAt);
        lead.When(InSequence(new HoldPlace("max_attempts", lead.Now.AddSeconds(60))));
        Assert.Equal(DialerPlace.NotByWaiting, lead.State.Place!.DueAt);

        lead.When(InSequence(new EnterDialer { Restart = true }));
        Assert.Equal((Lane.New, lead.Now), (lead.State.Place!.Lane, lead.State.Place.DueAt));
    }

    [Fact]
    public void A_promised_callback_that_must_wait_is_not_lost_to_errors_before_it()
    {
        var at = Moments.Start.AddDays(1);
        var lead = Calling().At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.ScheduledCallback) with { CallbackAt = at, SpokenTo = true }));
        Ended(lead, "int_2", InteractionStatus.Error);
        Ended(lead, "int_3", InteractionStatus.Error);
        Ended(lead, "int_4", InteractionStatus.Error);
        lead.At(at).When(InSequence(new HoldPlace("legal_hours", at.AddHours(11))));
        Assert.Equal(("legal_hours", at.AddHours(11)), (lead.State.Place!.HeldBy, lead.State.Place.DueAt));
    }

    [Fact]
    public void What_a_submission_changes_may_let_a_held_lead_be_called()
    {
        var lead = Waiting().When(InSequence(new HoldPlace("number_cap", Moments.Start.AddDays(1))));
        var held = lead.State;
        lead.When(InSequence(Acting with { SubmissionId = "sub_2" }));
        Assert.Equal((null, lead.State.Place!.NotBefore), (lead.State.Place.HeldBy, lead.State.Place.DueAt));
        Assert.True(PlaceRules.IsNews(held, lead.State));
    }

    [Fact]
    public void What_the_campaign_does_not_retry_ends_the_sequence()
    {
        var lead = Waiting().Calls("int_1").At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.Busy), settings: new AutoDialerSettings { RetryOn = [RetryOutcome.NoAnswer] }));
        Assert.Null(lead.State.Place);
        Assert.Equal("busy", Assert.Single(lead.Said.Events.OfType<DialerLeft>()).Because);
        Assert.Equal(LeadStatus.NoAnswer, lead.State.Status);
    }

    [Fact]
    public void A_duplicate_submission_acts_once_and_a_new_one_again_after_the_call()
    {
        var lead = Nobody().When(InSequence(Acting with { Acts = SubmissionActs.WhenNew }, action: true));
        Assert.Equal((LeadStatus.PendingAction, Lane.First), (lead.State.Status, lead.State.Place!.Lane));

        lead.Calls("int_1").At(Ends).When(InSequence(LeadExamples.Ended(InteractionStatus.Completed) with { SpokenTo = true }, action: true));
        Assert.Equal((LeadStatus.Contacted, null), (lead.State.Status, lead.State.Place));

        lead.When(InSequence(Acting with { SubmissionId = "sub_2", Acts = SubmissionActs.WhenNew }, action: true));
        Assert.Equal((LeadStatus.Pending, null), (lead.State.Status, lead.State.Place));

        lead.When(InSequence(Acting with { SubmissionId = "sub_3" }, action: true));
        Assert.Equal((LeadStatus.PendingAction, Lane.First), (lead.State.Status, lead.State.Place!.Lane));
    }

    [Fact]
    public void An_inactive_campaign_acts_on_nothing()
    {
        var inactive = new CampaignState { Version = 1, Settings = new() { Active = false, FirstSubmissionAction = new() { Enabled = true } } };
        var lead = Nobody().When(new InCampaign(Acting, inactive));
        Assert.Equal((LeadStatus.Pending, null), (lead.State.Status, lead.State.Place));
    }

    [Fact]
    public void News_for_the_dialer_is_a_new_time_or_the_end_of_a_call_and_no_refused_offer()
    {
        var lead = Waiting();
        var waiting = lead.State;
        Assert.True(PlaceRules.IsNews(Known().State, waiting));
        Assert.False(PlaceRules.IsNews(waiting, waiting));
        Assert.False(PlaceRules.IsNews(waiting, lead.When(InSequence(new HoldPlace("min_gap", lead.Now.AddMinutes(1)))).State));
        Assert.True(PlaceRules.IsNews(lead.State, lead.When(InSequence(new ChangeLead { Given = new() { FirstName = "Ann" } })).State));
        var calling = lead.Calls("int_1").State;
        Assert.False(PlaceRules.IsNews(waiting, calling));
        Assert.True(PlaceRules.IsNews(calling, lead.When(InSequence(LeadExamples.Ended(InteractionStatus.Completed))).State));
    }

    /// <summary>A call that rings a minute, from ten minutes after now.</summary>
    private static void Ended(LeadLife lead, string interactionId, InteractionStatus outcome, int most = 6)
    {
        lead.After(TimeSpan.FromMinutes(10)).Calls(interactionId).After(TimeSpan.FromMinutes(1));
        lead.When(InSequence(LeadExamples.Ended(outcome, interactionId) with { DialledAt = lead.Now.AddMinutes(-1), EndedAt = lead.Now }, most: most));
    }
}
