using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>
/// The one function that decides every call, whoever asks for it: a verdict per rule, in the order of <c>dialing.md</c>,
/// in which they are shown and in which a refusal takes its code.
/// </summary>
public static class EligibilityRules
{
    private const int MostRounds = 64;

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(60);

    /// <summary>All rules, always, in order.</summary>
    public static ImmutableArray<RuleVerdict> Judge(CallFacts facts) =>
    [
        PersonRules.PhoneValid(facts), PersonRules.NotDnc(facts), PersonRules.Consent(facts),
        CampaignRules.Active(facts), CampaignRules.AgentSet(facts), CampaignRules.NumberSet(facts), CampaignRules.PromptRenders(facts),
        ClockRules.LegalHours(facts), ClockRules.OperatingHours(facts), PersonRules.StatusAllowed(facts), ClockRules.Due(facts),
        LedgerRules.NoCallRunning(facts), LedgerRules.MinGap(facts), AttemptRules.MaxAttempts(facts), AttemptRules.DailyAttempts(facts), LedgerRules.NumberCap(facts),
    ];

    /// <summary>The refusal that follows from the verdicts; null when every rule passes.</summary>
    /// <param name="verdicts">What the rules say.</param>
    /// <param name="facts">Of what.</param>
    /// <param name="nextCallTime">What <see cref="NextCallTime"/> says of the same.</param>
    public static Refusal? RefusalOf(ImmutableArray<RuleVerdict> verdicts, CallFacts facts, DateTimeOffset? nextCallTime)
    {
        var failing = Failing(verdicts);
        return failing.IsEmpty ? null : new Refusal
        {
            Code = failing[0].Code,
            Message = failing[0].Evidence,
            Details = [.. failing.Select(verdict => $"{verdict.Rule}: {verdict.Evidence}")],
            NextCallTime = nextCallTime,
            InteractionId = failing is [{ Code: Codes.CallInProgress }] ? LedgerRules.RunningCall(facts) : null,
        };
    }

    /// <summary>
    /// The first instant, from now on, at which every rule passes if nothing but the time changes; null when there is none within a year.
    /// Every failing rule names the first instant at which it passes, so none before the latest of them is passed over; there, all are asked again.
    /// </summary>
    /// <param name="facts">Of what.</param>
    /// <param name="verdicts">What the rules say of it now.</param>
    public static DateTimeOffset? NextCallTime(CallFacts facts, ImmutableArray<RuleVerdict> verdicts)
    {
        var (at, failing) = (facts.Now, Failing(verdicts));
        for (var round = 1; !failing.IsEmpty; round++)
        {
            if (round == MostRounds || Latest(failing) is not { } latest || latest > facts.Now + AutoDialerRules.Horizon)
            {
                return null;
            }

            at = latest;
            failing = Failing(Judge(facts with { Now = at }));
        }

        return at;
    }

    /// <summary>What holds a lead that was refused, and until when it need not be asked again: the failing rule that passes last. Null when every rule passes.</summary>
    /// <param name="verdicts">What the rules say.</param>
    /// <param name="nextCallTime">What <see cref="NextCallTime"/> says of the same.</param>
    /// <param name="now">Now.</param>
    public static (string Rule, DateTimeOffset Until)? HolderOf(ImmutableArray<RuleVerdict> verdicts, DateTimeOffset? nextCallTime, DateTimeOffset now) =>
        LastToPass(verdicts) is { } last ? (last.Rule, nextCallTime ?? now + AskAgain) : null;

    /// <summary>The failing verdict that passes last: never after on an event after the latest instant, the first in order among equals. Null when every rule passes.</summary>
    public static RuleVerdict? LastToPass(ImmutableArray<RuleVerdict> verdicts) => Failing(verdicts).MaxBy(verdict => (verdict.NextPass!.Kind, verdict.NextPass.At));

    /// <summary>The latest instant that a failing rule waits for; null when one of them cannot pass by waiting.</summary>
    internal static DateTimeOffset? Latest(ImmutableArray<RuleVerdict> failing) => failing.All(verdict => verdict.NextPass!.Kind == NextPassKind.At) ? failing.Max(verdict => verdict.NextPass!.At) : null;

    private static ImmutableArray<RuleVerdict> Failing(ImmutableArray<RuleVerdict> verdicts) => [.. verdicts.Where(verdict => !verdict.Passed)];
}
