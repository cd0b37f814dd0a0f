using System.Collections.Immutable;
using LeadSail.Leads;

namespace LeadSail.Dialers;

/// <summary>What holds leads that wait alike.</summary>
public static class WaitingRules
{
    /// <summary>The rule of the sequence's and callbacks' times.</summary>
    public const string Due = "due";

    private static readonly ImmutableHashSet<string> SharedRules =
        ["campaign_active", "agent_set", "number_set", "legal_hours", "operating_hours", "status_allowed", Due, "max_attempts"];

    /// <summary>The verdicts that one of them gets as all of them do.</summary>
    public static ImmutableArray<RuleVerdict> Shared(ImmutableArray<RuleVerdict> verdicts) => verdicts.RemoveAll(verdict => !SharedRules.Contains(verdict.Rule));
}
