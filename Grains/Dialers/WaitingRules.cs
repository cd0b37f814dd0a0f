using System.Collections.Immutable;
using LeadSail.Eligibility;
using LeadSail.Leads;

namespace LeadSail.Dialers;

/// <summary>What holds leads that wait alike.</summary>
public static class WaitingRules
{
    /// <summary>The rule of the sequence's and callbacks' times.</summary>
    public static readonly string Due = ClockRules.IsDue.Name;

    private static readonly ImmutableHashSet<string> SharedRules =
    [
        CampaignRules.IsActive.Name, CampaignRules.Agent.Name, CampaignRules.Number.Name, ClockRules.Legal.Name, ClockRules.Operating.Name, PersonRules.Status.Name, Due, AttemptRules.Total.Name,
    ];

    /// <summary>The verdicts that one of them gets as all of them do.</summary>
    public static ImmutableArray<RuleVerdict> Shared(ImmutableArray<RuleVerdict> verdicts) => verdicts.RemoveAll(verdict => !SharedRules.Contains(verdict.Rule));
}
