using LeadSail.DialedNumbers;
using LeadSail.Eligibility;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>When leads are called next by themselves: judged when shown, over what is committed, so that no grain wakes for a list.</summary>
internal sealed class NextCallTimes(CallPlanner planner, IStateReader states)
{
    /// <summary>The first instant at which every rule lets the dialer call; null when the lead is in no dialer, a call of it runs, or the rules never meet.</summary>
    public async Task<DateTimeOffset?> FindAsync(string organizationId, string leadId, LeadState lead, DateTimeOffset now, CancellationToken cancellationToken) =>
        lead is { IsWaiting: true, Place: { } place }
            ? (await planner.PlanAsync(organizationId, leadId, lead, PumpRules.Offer(place.Lane), phone => Ledger(organizationId, phone, cancellationToken), now)).NextCallTime
            : null;

    private async Task<Ledger> Ledger(string organizationId, string phone, CancellationToken cancellationToken) =>
        (await states.ReadAsync<NumberState>("number", GrainKeys.Of(organizationId, phone), cancellationToken))?.Ledger ?? new();
}
