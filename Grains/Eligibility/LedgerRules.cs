using LeadSail.DialedNumbers;
using LeadSail.Hours;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>Whether the number, over all leads and campaigns, may be called once more.</summary>
internal static class LedgerRules
{
    public static readonly Rule Free = new("no_call_running", Codes.CallInProgress);

    private static readonly Rule Gap = new("min_gap", Codes.MinGapNotElapsed), Cap = new("number_cap", Codes.NumberCapReached);

    public static RuleVerdict NoCallRunning(CallFacts facts) => RunningCall(facts) is { } running
        ? Free.Fail($"The call {running} is running.", NextPass.OnEvent)
        : Free.Pass("No call to this number is running.");

    public static RuleVerdict MinGap(CallFacts facts)
    {
        var minutes = facts.Settings.MinGapMinutes;
        if (minutes == 0 || facts.Ledger.Calls.IsEmpty || (facts.Ledger.Calls.Max(call => call.EndedAt) is var ended && ended.AddMinutes(minutes) <= facts.Now))
        {
            return Gap.Pass(minutes == 0 ? "No gap between calls is required." : $"No call to this number ended within the last {minutes} minutes.");
        }

        var passes = ended.AddMinutes(minutes);
        return Gap.FailUnlessCallback(
            facts,
            $"The last call to this number ended at {LocalDay.Tell(ended, facts.Zone)} in {facts.Zone}, and {minutes} minutes must pass: until {LocalDay.Tell(passes, facts.Zone)}.",
            NextPass.AtInstant(passes));
    }

    public static RuleVerdict NumberCap(CallFacts facts)
    {
        var caps = CapRules.Of(facts.Place, facts.Phone, facts.Organization.NumberCap is { } cap ? new CallCap(cap.Calls, cap.Hours) : null, facts.Now);
        var reached = caps.Select(cap => (Cap: cap, At: CapRules.PassesAt(facts.Ledger, cap, facts.Now))).Where(found => found.At is not null).ToArray();
        if (reached.Length == 0)
        {
            return Cap.Pass(caps.IsEmpty ? "Nothing limits the calls to this number." : $"The calls to this number are within {string.Join(" and ", caps.Select(each => each.Tell()))}.");
        }

        var latest = reached.MaxBy(found => found.At);
        return Cap.Fail(
            $"The calls to this number have reached {latest.Cap.Tell()}; the next may be made from {LocalDay.Tell(latest.At!.Value, facts.Zone)} in {facts.Zone} on.",
            NextPass.AtInstant(latest.At.Value));
    }

    /// <summary>The call that holds the number or the lead; null when none does.</summary>
    public static string? RunningCall(CallFacts facts) => facts.Ledger.Holder?.InteractionId ?? facts.Lead.RunningInteractionId;
}
