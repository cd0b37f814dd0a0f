using System.Collections.Immutable;
using LeadSail.Calls;

namespace LeadSail.Leads;

/// <summary>Persist the wish to call, before anybody else hears of it.</summary>
internal sealed record DecideCall(CreateCall Call) : LeadCommand
{
    /// <summary>What every rule said.</summary>
    public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];
}

/// <summary>The call exists.</summary>
internal sealed record StartCall(string InteractionId) : LeadCommand;

/// <summary>The call will not be.</summary>
internal sealed record DropCall(string InteractionId, string Reason) : LeadCommand;

/// <summary>An offer of the dialer was refused by a rule: the lead is not offered again before this instant.</summary>
internal sealed record HoldPlace(string Rule, DateTimeOffset Until) : LeadCommand;
