using LeadSail.Calls;
using LeadSail.Hours;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>Whether the lead has attempts left.</summary>
internal static class AttemptRules
{
    public static readonly Rule Total = new("max_attempts", Codes.MaxAttemptsReached);

    private static readonly Rule Daily = new("daily_attempts", Codes.DailyAttemptsReached);

    public static RuleVerdict MaxAttempts(CallFacts facts)
    {
        var (made, most) = (facts.Attempts.Length, facts.Settings.MaxAttempts);
        if (made >= most)
        {
            var used = $"{made} of {most} calls in this campaign are used.";
            return facts.Source == CallSource.Manual ? Total.Waive($"{used} Somebody calls by hand.") : Total.FailUnlessCallback(facts, used, NextPass.OnEvent);
        }

        return !facts.IsAskedFor && SequenceRules.ThreeErrors(facts.Lead, facts.CampaignId)
            ? Total.FailUnlessCallback(facts, "The last 3 calls in this campaign ended as errors, which ends the sequence.", NextPass.OnEvent)
            : Total.Pass($"{made} of {most} calls in this campaign are used.");
    }

    public static RuleVerdict DailyAttempts(CallFacts facts)
    {
        var (today, most) = (LocalDay.Of(facts.Now, facts.Zone), facts.Settings.MaxAttemptsPerDay);
        var made = facts.Attempts.Count(attempt => LocalDay.Of(attempt.DialledAt, facts.Zone) == today);
        var used = $"{made} of {most} calls of today ({LocalDay.TellDate(facts.Now, facts.Zone)} in {facts.Zone}) are used";
        if (made < most)
        {
            return Daily.Pass($"{used}.");
        }

        var tomorrow = LocalDay.EndOf(facts.Now, facts.Zone);
        return Daily.FailUnlessCallback(facts, $"{used}; the next may be made from {LocalDay.Tell(tomorrow, facts.Zone)} on.", NextPass.AtInstant(tomorrow));
    }
}
