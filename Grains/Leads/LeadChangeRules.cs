using System.Collections.Immutable;
using LeadSail.Lives;

namespace LeadSail.Leads;

/// <summary>What a change of a lead makes happen. Status and do-not-call record are independent of each other.</summary>
public static class LeadChangeRules
{
    /// <summary>Everything that differs, one event for each kind of difference; nothing when nothing does.</summary>
    public static Decision<LeadEvent> Decide(LeadState state, ChangeLead change)
    {
        if (change.Given.IsDnc == false && state.Dnc is { BlocksCalls: true } && !change.MayLiftDnc)
        {
            return Decision<LeadEvent>.Refuse(Codes.Forbidden, "Taking a lead off do-not-call needs a key with the scope admin.");
        }

        var data = LeadRules.Change(state.Data, change);
        if (Refuse(data) is { } refusal)
        {
            return refusal;
        }

        var events = ImmutableArray.CreateBuilder<LeadEvent>();
        if (LeadFieldRules.Differing(state.Data, data) is { IsEmpty: false } fields)
        {
            events.Add(new LeadChanged(fields, data, change.Actor));
        }

        if (change.CampaignId is { } campaignId && campaignId != state.CampaignId)
        {
            events.Add(new CampaignMoved(state.CampaignId, campaignId, change.Actor));
        }

        if (change.Status is { } status && status != state.Status)
        {
            events.Add(new StatusChanged(state.Status, status, change.Actor, change.Actor));
        }

        if (change.Given.IsDnc is { } isDnc)
        {
            events.AddRange(isDnc ? DncRules.Block(state.Dnc, DncRules.FlagReason, change.Actor) : DncRules.Unblock(state.Dnc, change.Actor));
        }

        return new(events.ToImmutable(), null);
    }

    /// <summary>The refusal of data that has become too large; null when it has not.</summary>
    public static Decision<LeadEvent>? Refuse(LeadData data) => LeadFieldRules.Faults(data) is { IsEmpty: false } faults
        ? Decision<LeadEvent>.Refuse(new Refusal { Code = Codes.ValidationError, Message = "Invalid input data", Details = faults })
        : null;
}
