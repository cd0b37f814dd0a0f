using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.Sequences;

public sealed class SequenceRulesTests
{
    private static readonly AutoDialerSettings Settings = new() { MinGapMinutes = 10, ByOutcome = new() { Busy = new() { AfterMinutes = 15 }, Voicemail = new() { AfterMinutes = 2000 } } };

    [Theory]
    [InlineData(InteractionStatus.NoAnswer, false, RetryOutcome.NoAnswer)]
    [InlineData(InteractionStatus.Busy, false, RetryOutcome.Busy)]
    [InlineData(InteractionStatus.Voicemail, false, RetryOutcome.Voicemail)]
    [InlineData(InteractionStatus.Incomplete, false, RetryOutcome.Incomplete)]
    [InlineData(InteractionStatus.Incomplete, true, null)]
    [InlineData(InteractionStatus.Error, true, RetryOutcome.Error)]
    [InlineData(InteractionStatus.Completed, true, null)]
    [InlineData(InteractionStatus.FollowUp, true, null)]
    [InlineData(InteractionStatus.Qualified, true, null)]
    [InlineData(InteractionStatus.Disqualified, true, null)]
    [InlineData(InteractionStatus.NoContact, false, null)]
    [InlineData(InteractionStatus.Dnc, true, null)]
    [InlineData(InteractionStatus.ScheduledCallback, true, null)]
    public void Some_outcomes_may_be_tried_again(InteractionStatus outcome, bool spokenTo, RetryOutcome? expected)
    {
        Assert.Equal(expected, SequenceRules.RetryOf(outcome, spokenTo));
        Assert.Equal(expected is not null || outcome == InteractionStatus.ScheduledCallback, SequenceRules.GoesOn(outcome, spokenTo, Settings));
        Assert.Equal(outcome == InteractionStatus.ScheduledCallback, SequenceRules.GoesOn(outcome, spokenTo, Settings with { RetryOn = [] }));
    }

    [Theory]
    [InlineData("no_answer", 120)] // the step of attempt 2
    [InlineData("busy", 15)] // its own delay
    [InlineData("voicemail", 2000)]
    [InlineData("no_answer no_answer", 1440)]
    [InlineData("no_answer busy", 15)]
    [InlineData("busy no_answer no_answer no_answer", 1440)] // the last step repeats
    [InlineData("scheduled_callback", 120)] // without a time
    public void The_next_time_follows_the_outcome_else_the_step(string outcomes, int minutes)
    {
        var lead = Lead(outcomes);
        Assert.Equal(lead.Attempts[^1].EndedAt.AddMinutes(minutes), SequenceRules.NextTime(lead, "SOL", Settings, lead.Attempts[^1].EndedAt));
        Assert.Equal(Lane.Retry, SequenceRules.LaneOf(lead, "SOL"));
    }

    [Fact]
    public void No_delay_is_below_the_minimum_gap_and_nothing_is_due_in_the_past()
    {
        var lead = Lead("no_answer");
        var ended = lead.Attempts[0].EndedAt;
        var settings = Settings with { MinGapMinutes = 500 };
        Assert.Equal(ended.AddMinutes(500), SequenceRules.NextTime(lead, "SOL", settings, ended));
        Assert.Equal(ended.AddMinutes(501), SequenceRules.NextTime(lead, "SOL", settings, ended.AddMinutes(501)));
    }

    [Fact]
    public void A_first_attempt_waits_for_its_step_from_now_on()
    {
        var lead = Lead("");
        Assert.Equal(Moments.Start, SequenceRules.NextTime(lead, "SOL", Settings, Moments.Start));
        Assert.Equal(Moments.Start.AddMinutes(5), SequenceRules.NextTime(lead, "SOL", Settings with { Sequence = [new() { AfterMinutes = 5 }] }, Moments.Start));
        Assert.Equal(Lane.New, SequenceRules.LaneOf(lead, "SOL"));
    }

    [Fact]
    public void Attempts_count_by_campaign_and_since_the_restart()
    {
        var lead = Lead("no_answer busy error") with { Restarts = [new("SOL", Moments.Start.AddHours(2))] };
        lead = lead with { Attempts = lead.Attempts.Add(lead.Attempts[0] with { InteractionId = "int_9", CampaignId = "ROOF" }) };
        Assert.Equal(["int_2", "int_3"], SequenceRules.Counted(lead, "SOL").Select(attempt => attempt.InteractionId));
        Assert.Equal(["int_9"], SequenceRules.Counted(lead, "ROOF").Select(attempt => attempt.InteractionId));
    }

    [Theory]
    [InlineData("error error error", true)]
    [InlineData("no_answer error error error", true)]
    [InlineData("error error", false)]
    [InlineData("error error error busy", false)]
    [InlineData("error error busy error", false)]
    [InlineData("", false)]
    public void Three_errors_in_a_row_use_the_sequence_up(string outcomes, bool expected)
    {
        Assert.Equal(expected, SequenceRules.ThreeErrors(Lead(outcomes), "SOL"));
        Assert.Equal(expected, SequenceRules.IsUsedUp(Lead(outcomes), "SOL", Settings));
    }

    /// <summary>A lead whose calls ended as told, an hour apart.</summary>
    private static LeadState Lead(string outcomes) => new()
    {
        CampaignId = "SOL",
        Attempts =
        [
            .. outcomes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((outcome, i) => new Attempt(
                $"int_{i + 1}", "SOL", "+12125550142", Moments.Start.AddHours(i + 1), Moments.Start.AddHours(i + 1).AddMinutes(1), Enums.Parse<InteractionStatus>(outcome)!.Value, null)),
        ],
    };
}
