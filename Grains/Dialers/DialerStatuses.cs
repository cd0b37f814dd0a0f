using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Eligibility;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>
/// How a campaign's dialer stands. Leads that share lane, clocks, step and status are judged together, by the verdict of one of them on the rules
/// that they share; what a rule said of one lead alone, it said when the lead was offered a call, and its row remembers that.
/// </summary>
public sealed class DialerStatuses(IDueLeads due, IStateReader states, ISettings settings, CallPlanner planner, IGrainFactory grains, TimeProvider time)
{
    /// <summary>The status; null when there is no such campaign.</summary>
    public async Task<DialerStatus?> FindAsync(string organizationId, string campaignId, CancellationToken cancellationToken)
    {
        if (await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, campaignId), cancellationToken) is not { Version: > 0 } campaign)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var organization = await settings.FindAsync<Organization>(organizationId, organizationId, fresh: true, cancellationToken);
        var waiting = await due.CountAsync(organizationId, campaignId, now, cancellationToken);
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var alike in waiting)
        {
            foreach (var (rule, leads) in await HeldBy(organizationId, campaignId, alike, now, cancellationToken))
            {
                tally[rule ?? ""] = tally.GetValueOrDefault(rule ?? "") + leads;
            }
        }

        return new DialerStatus
        {
            Active = campaign.Settings.AutoDialer.Active,
            Paused = campaign.DialerPaused || (organization?.Value.DialingPaused ?? false),
            InFlight = await due.InFlightAsync(organizationId, campaignId, cancellationToken),
            DueNow = tally.GetValueOrDefault(""),
            Scheduled = waiting.Where(alike => alike.IsScheduled).Sum(alike => alike.Leads),
            NextDueAt = await due.NextDueAsync(organizationId, campaignId, [.. Enum.GetValues<Lane>()], now, cancellationToken),
            Lanes = Enum.GetValues<Lane>().ToImmutableSortedDictionary(Enums.Name, lane => waiting.Where(alike => alike.Lane == lane).Sum(alike => alike.Leads)),
            HeldBecause = tally.Where(held => held.Key.Length > 0).ToImmutableSortedDictionary(),
            Line = await LineOf(organizationId, campaign),
        };
    }

    /// <summary>By what these leads are held, null for nothing; those with a time of their own may be held by that or by their hours, whichever passes last.</summary>
    private async Task<IEnumerable<(string? Rule, int Leads)>> HeldBy(string organizationId, string campaignId, WaitingLeads alike, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await states.ReadAsync<LeadState>("lead", GrainKeys.Of(organizationId, alike.Sample), cancellationToken) is not { } lead)
        {
            return [];
        }

        var plan = await planner.PlanAsync(organizationId, alike.Sample, lead, PumpRules.Offer(alike.Lane), _ => Task.FromResult(new Ledger()), now);
        var shared = WaitingRules.Shared(plan.Verdicts);
        if (EligibilityRules.LastToPass(shared) is { NextPass.Kind: not NextPassKind.At } holder)
        {
            return [(holder.Rule, alike.Leads)];
        }

        if (alike.HeldBy is { } rule)
        {
            return [(rule, alike.Leads)];
        }

        var hours = EligibilityRules.LastToPass(shared.RemoveAll(verdict => verdict.Rule == WaitingRules.Due));
        if (!alike.IsScheduled || hours is null)
        {
            return [(alike.IsScheduled ? WaitingRules.Due : hours?.Rule, alike.Leads)];
        }

        var later = await due.CountLaterAsync(organizationId, campaignId, alike, now, hours.NextPass!.At!.Value, cancellationToken);
        return [(WaitingRules.Due, later), (hours.Rule, alike.Leads - later)];
    }

    private async Task<DialerLine> LineOf(string organizationId, CampaignState campaign)
    {
        var (grain, _) = await CampaignLine.FindAsync(grains, settings, organizationId, campaign);
        var line = await grain.View();
        var breaker = line.Held is null ? BreakerState.Closed : line.HeldUntil <= time.GetUtcNow() ? BreakerState.HalfOpen : BreakerState.Open;
        return new DialerLine(line.InUse, line.Limit, breaker, line.Held, line.Held is null ? null : line.HeldUntil);
    }
}

/// <summary>How a campaign's dialer stands.</summary>
public sealed record DialerStatus
{
    /// <summary>Whether it is switched on; off, it serves first submissions and callbacks only.</summary>
    public bool Active { get; init; }

    /// <summary>Whether it is paused, by itself or with all dialling of the organization.</summary>
    public bool Paused { get; init; }

    /// <summary>Its calls that run.</summary>
    public int InFlight { get; init; }

    /// <summary>Leads that every rule lets be called now, and that wait for a free slot at most.</summary>
    public int DueNow { get; init; }

    /// <summary>Leads for whom the sequence or a callback sets a later time.</summary>
    public int Scheduled { get; init; }

    /// <summary>The next instant at which a lead that is not due falls due, hours apart; null when there is none.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Leads that wait, by lane.</summary>
    public ImmutableSortedDictionary<string, int> Lanes { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Leads that wait and are not due, each once: under the failing rule that passes last.</summary>
    public ImmutableSortedDictionary<string, int> HeldBecause { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The line to the provider, which all campaigns share.</summary>
    public DialerLine Line { get; init; } = new(0, 0, BreakerState.Closed, null, null);
}

/// <summary>The line to the provider.</summary>
/// <param name="InUse">Calls on it.</param>
/// <param name="Limit">The most at once.</param>
/// <param name="Breaker">Whether it lets calls through.</param>
/// <param name="Reason">Why not, in words; null while the breaker is closed.</param>
/// <param name="RetryAt">When it lets one call through to see; null while the breaker is closed, or when nobody can tell.</param>
public sealed record DialerLine(int InUse, int Limit, BreakerState Breaker, string? Reason, DateTimeOffset? RetryAt);

/// <summary>Whether a line lets calls through.</summary>
public enum BreakerState
{
    /// <summary>It does.</summary>
    Closed,

    /// <summary>It does not: the provider refuses the account, or the trunk is at fault.</summary>
    Open,

    /// <summary>One at a time, to see whether it is sound again.</summary>
    HalfOpen,
}
