using LeadSail.Calls;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lives;
using static LeadSail.Eligibility.Facts;

namespace LeadSail.Eligibility;

/// <summary>How verdicts become one refusal.</summary>
public sealed class RefusalTests
{
    private static readonly Ledger Busy = new() { Running = new RunningCall("int_7", "lead_2", CallDirection.Outbound, Moments.Start, null) };
    private static readonly DateTimeOffset Night = Moments.Start.AddHours(12);

    [Fact]
    public void Whom_every_rule_passes_is_not_refused() => Assert.Null(Refused(Fine));

    [Fact]
    public void The_first_failing_rule_gives_code_and_message_and_each_a_line()
    {
        var refusal = Refused(Fine.WithCampaign(active: false) with { Agent = null, Ledger = Busy })!;
        Assert.Equal(("CAMPAIGN_INACTIVE", "The campaign is inactive."), (refusal.Code, refusal.Message));
        Assert.Equal(
            ["campaign_active: The campaign is inactive.", "agent_set: The campaign has no voice agent.", "no_call_running: The call int_7 is running."],
            refusal.Details.ToArray());
    }

    [Fact]
    public void The_running_call_is_named_when_it_alone_stands_in_the_way()
    {
        Assert.Equal(("CALL_IN_PROGRESS", "int_7"), (Refused(Fine with { Ledger = Busy })!.Code, Refused(Fine with { Ledger = Busy })!.InteractionId));
        Assert.Equal("int_1", Refused(Fine with { Lead = LeadExamples.Calling().State })!.InteractionId);
        Assert.Null(Refused(Fine with { Ledger = Busy, Now = Night })!.InteractionId);
        Assert.Null(Refused(Fine.WithCampaign(active: false))!.InteractionId);
    }

    [Fact]
    public void The_next_call_time_is_there_only_when_waiting_is_all_it_takes()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 13, 0, 0, TimeSpan.Zero), Refused(Fine with { Now = Night })!.NextCallTime);
        Assert.Null(Refused(Fine with { Now = Night, Agent = null })!.NextCallTime);
        Assert.Null(Refused(Fine with { Ledger = Busy })!.NextCallTime);
    }

    [Fact]
    public void A_lead_is_held_by_the_rule_that_passes_last_and_the_first_among_equals()
    {
        var (next, again) = (Moments.Seconds(30), Moments.Seconds(60));
        Assert.Equal(("b", next), Held(next, At("a", 10), At("b", 30), At("c", 30), At("d", 20)));
        Assert.Equal(("e", again), Held(null, At("a", 10), Waits("e", NextPass.OnEvent), At("b", 1_000_000), Waits("f", NextPass.OnEvent)));
        Assert.Equal(("n", again), Held(null, Waits("e", NextPass.OnEvent), Waits("n", NextPass.Never), At("b", 30)));
        Assert.Null(Held(Moments.Start, new RuleVerdict { Rule = "a", Passed = true }));
    }

    private static (string, DateTimeOffset)? Held(DateTimeOffset? next, params ReadOnlySpan<RuleVerdict> verdicts) => EligibilityRules.HolderOf([.. verdicts], next, Moments.Start);

    private static RuleVerdict At(string rule, double seconds) => Waits(rule, NextPass.AtInstant(Moments.Seconds(seconds)));

    private static RuleVerdict Waits(string rule, NextPass next) => new() { Rule = rule, NextPass = next };

    private static Refusal? Refused(CallFacts facts)
    {
        var verdicts = EligibilityRules.Judge(facts);
        return EligibilityRules.RefusalOf(verdicts, facts, EligibilityRules.NextCallTime(facts, verdicts));
    }
}
