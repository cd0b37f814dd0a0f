using LeadSail.ApiKeys;
using LeadSail.Campaigns;
using LeadSail.Dialers;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>What a campaign does by itself with a submitted lead.</summary>
/// <param name="Type">What.</param>
/// <param name="InteractionId">The call, where it runs already; null while it waits, or is not to be.</param>
/// <param name="NextCallTime">When it is made at the earliest; null when it runs, is not to be, or the rules never meet as they are.</param>
/// <param name="Refusals">The rules that stand against it now, in order.</param>
public sealed record FirstAction(FirstSubmissionActionType Type, string? InteractionId, DateTimeOffset? NextCallTime, IReadOnlyList<ActionRefusal> Refusals)
{
    /// <summary>The action of a submission just made; null when the campaign has none, or it was done for an earlier one.</summary>
    internal static async Task<FirstAction?> OfAsync(string leadId, CampaignState campaign, Caller caller, IStateReader states, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (campaign.Settings.FirstSubmissionAction is not { Enabled: true, Type: var type })
        {
            return null;
        }

        var judgement = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(caller.OrganizationId, leadId)).Judge(PumpRules.Offer(Lane.First));
        var lead = await states.FindLead(leadId, caller, cancellationToken);
        var failing = judgement.Verdicts.Where(verdict => !verdict.Passed).ToArray();
        return lead switch
        {
            { RunningInteractionId: { } running } => new FirstAction(type, running, null, []),
            { Place.Lane: Lane.First } => new FirstAction(type, null, judgement.NextCallTime, Told(failing)),
            // a test that somebody asks for may ignore it; what a campaign does by itself does not
            _ when !campaign.IsActive && !failing.Any(verdict => verdict.Code == Codes.CampaignInactive) =>
                new FirstAction(type, null, null, [new("campaign_active", Codes.CampaignInactive, "The campaign is inactive."), .. Told(failing)]),

            // it waits for nothing, so what would pass by waiting did not stand against it
            _ => Told(failing.Where(verdict => verdict.NextPass?.Kind != NextPassKind.At)) is { Count: > 0 } against ? new FirstAction(type, null, null, against) : null,
        };
    }

    private static IReadOnlyList<ActionRefusal> Told(IEnumerable<RuleVerdict> failing) => [.. failing.Select(verdict => new ActionRefusal(verdict.Rule, verdict.Code, verdict.Evidence))];
}

/// <summary>A rule that stands against a call.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Code">Its refusal code.</param>
/// <param name="Evidence">Why, in a sentence.</param>
public sealed record ActionRefusal(string Rule, [property: ErrorCode] string Code, string Evidence);
