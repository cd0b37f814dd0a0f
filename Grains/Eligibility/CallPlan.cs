using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>A judged wish to call: either the call, or why not.</summary>
public sealed record CallPlan
{
    /// <summary>The call to make; null when it is refused.</summary>
    public CreateCall? Call { get; init; }

    /// <summary>Why not; null when every rule passes.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Every rule's verdict, in order.</summary>
    public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>The first instant, from now on, at which every rule passes by waiting alone; null when there is none, or a call runs.</summary>
    public DateTimeOffset? NextCallTime { get; init; }

    /// <summary>The answer to who asked.</summary>
    public InitiateReply Reply(Refusal? refusal) => new()
    {
        Refusal = refusal,
        InteractionId = Call?.InteractionId ?? "",
        CampaignId = Call?.CampaignId ?? "",
        AgentId = Call?.AgentId ?? "",
        Verdicts = Verdicts,
    };
}
