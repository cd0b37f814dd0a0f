using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Leads;

/// <summary>Persist the wish to call, before anybody else hears of it.</summary>
internal sealed record DecideCall(CreateCall Call) : LeadCommand
{
    /// <summary>What every rule said.</summary>
    public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];
}

/// <summary>The call exists.</summary>
internal sealed record StartCall(string InteractionId) : LeadCommand;

/// <summary>The person calls us. <paramref name="InPlaceOf"/> is their call before, of whose end nobody heard; null when there is none.</summary>
internal sealed record TakeCall(string InteractionId, string? InPlaceOf = null) : LeadCommand;

/// <summary>The call will not be.</summary>
internal sealed record DropCall(string InteractionId, string Reason) : LeadCommand;

/// <summary>An offer of the dialer was refused by a rule: the lead is not offered again before this instant.</summary>
internal sealed record HoldPlace(string Rule, DateTimeOffset Until) : LeadCommand
{
    /// <summary>Whether a rule can never pass.</summary>
    public bool IsForGood { get; init; }
}

/// <summary>A call by the first submission action is offered: is the action still wanted?</summary>
internal sealed record ReviewAction : LeadCommand;

/// <summary>A command together with the campaign whose settings it needs, as committed; null when there is no such campaign. Only the lead's own shell says this.</summary>
internal sealed record InCampaign(LeadCommand Command, CampaignState? Campaign) : LeadCommand;
