using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Lines;

/// <summary>Slots and start tokens. A slot belongs to its call from the grant to the call's end; an unconfirmed grant lapses.</summary>
public static class LineMachine
{
    private const int LastRank = 2;

    /// <summary>How long a grant waits for its call.</summary>
    public static readonly TimeSpan GrantLasts = TimeSpan.FromSeconds(10);

    /// <summary>An empty bucket at start: a line that forgot what it granted must not burst.</summary>
    public static LineState Start(IEnumerable<string> holding, DateTimeOffset now) => new()
    {
        Bucket = new(0, now),
        Slots = holding.ToImmutableSortedDictionary(id => id, _ => new Slot(now, Confirmed: true), StringComparer.Ordinal),
    };

    /// <summary>Joins the queue; a repeat takes the same place.</summary>
    public static LineState Ask(LineState state, SlotRequest request) => state with
    {
        Queue = [.. state.Queue.Where(other => other.InteractionId != request.InteractionId), request],
    };

    /// <summary>Leaves the queue.</summary>
    public static LineState Leave(LineState state, string interactionId) => state with
    {
        Queue = state.Queue.RemoveAll(other => other.InteractionId == interactionId),
    };

    /// <summary>
    /// Grants what slots and tokens allow: manual and API calls first, then first submissions and callbacks, the older first; then the
    /// campaigns in turn. Who has a slot keeps it as it is.
    /// </summary>
    public static (LineState State, ImmutableArray<string> Granted) Grant(LineState state, DateTimeOffset now)
    {
        state = Lapse(state, now);
        state = state with { Bucket = state.Bucket.Refill(state.PerSecond, now) };
        var granted = ImmutableArray.CreateBuilder<string>();
        foreach (var request in InOrder(state))
        {
            var has = state.Slots.TryGetValue(request.InteractionId, out var slot);
            if (!has && (state.Slots.Count >= state.Limit || state.Bucket.Tokens < 1 || BreakerRules.HeldUntil(state, request, now) is not null))
            {
                continue;
            }

            state = state with
            {
                Slots = state.Slots.SetItem(request.InteractionId, new Slot(now, has && slot!.Confirmed)),
                Bucket = has ? state.Bucket : state.Bucket.Take(),
                Breaker = has ? state.Breaker : state.Breaker is { } half ? half with { Probe = request.InteractionId } : null,
                Served = Rank(request) == LastRank ? state.Served.Remove(request.CampaignId).Add(request.CampaignId) : state.Served,
            };
            granted.Add(request.InteractionId);
        }

        return (state with { Queue = state.Queue.RemoveAll(request => granted.Contains(request.InteractionId)) }, granted.ToImmutable());
    }

    /// <summary>Makes a grant last. One that has lapsed is renewed if a slot is free; one from before the breaker opened is void.</summary>
    public static (LineState State, bool Held) Confirm(LineState state, string interactionId, DateTimeOffset now)
    {
        state = Lapse(state, now, except: interactionId);
        if (state.Breaker is { } breaker && breaker.Probe != interactionId)
        {
            return (Free(state, interactionId), false);
        }

        return state.Slots.ContainsKey(interactionId) || state.Slots.Count < state.Limit
            ? (state with { Slots = state.Slots.SetItem(interactionId, new Slot(now, Confirmed: true)) }, true)
            : (state, false);
    }

    /// <summary>Gives a slot back.</summary>
    public static LineState Free(LineState state, string interactionId) => Leave(state, interactionId) with { Slots = state.Slots.Remove(interactionId) };

    /// <summary>Goes by what the calls' rows say they hold: a slot whose call ended unheard is free, and one that is held unknown to us is taken.</summary>
    /// <param name="state">The line.</param>
    /// <param name="holding">The calls that hold a slot by their rows.</param>
    /// <param name="askedAt">When the rows were asked for: what was confirmed later may not be in them yet.</param>
    public static LineState Reconcile(LineState state, IReadOnlyCollection<string> holding, DateTimeOffset askedAt)
    {
        var gone = state.Slots.Where(slot => slot.Value.Confirmed && slot.Value.GrantedAt < askedAt && !holding.Contains(slot.Key)).Select(slot => slot.Key);
        var slots = state.Slots.RemoveRange(gone);
        return state with { Slots = slots.AddRange(holding.Where(id => !slots.ContainsKey(id)).Select(id => KeyValuePair.Create(id, new Slot(askedAt, Confirmed: true)))) };
    }

    /// <summary>When time alone may allow the next grant; null when nobody waits or only a freed slot helps.</summary>
    public static DateTimeOffset? Next(LineState state, DateTimeOffset now)
    {
        if (state.Queue.IsEmpty)
        {
            return null;
        }

        var held = state.Queue.Select(request => BreakerRules.HeldUntil(state, request, now) ?? now).Min();
        if (held > now)
        {
            return held == DateTimeOffset.MaxValue ? null : held;
        }

        if (state.Slots.Count < state.Limit)
        {
            return state.Bucket.NextAt(state.PerSecond, now);
        }

        var unconfirmed = state.Slots.Values.Where(slot => !slot.Confirmed).Select(slot => slot.GrantedAt + GrantLasts).ToArray();
        return unconfirmed.Length == 0 ? null : unconfirmed.Min();
    }

    /// <summary>Takes back grants that were not confirmed in time.</summary>
    public static LineState Lapse(LineState state, DateTimeOffset now, string? except = null)
    {
        var lapsed = state.Slots.Where(slot => !slot.Value.Confirmed && slot.Key != except && slot.Value.GrantedAt + GrantLasts <= now).Select(slot => slot.Key).ToArray();
        return lapsed.Length == 0 ? state : state with { Slots = state.Slots.RemoveRange(lapsed) };
    }

    private static int Rank(SlotRequest request) => request switch
    {
        { Source: CallSource.Manual or CallSource.Api } => 0,
        { Source: CallSource.FirstSubmission } or { Lane: Lane.First or Lane.Callback } => 1,
        _ => LastRank,
    };

    /// <summary>By rank and age. In the last rank the first of each campaign, then the second of each: the campaign served longest ago leads.</summary>
    private static ImmutableArray<SlotRequest> InOrder(LineState state)
    {
        var byAge = state.Queue.OrderBy(Rank).ThenBy(request => request.Since).ThenBy(request => request.InteractionId, StringComparer.Ordinal).ToArray();
        var campaigns = byAge.Where(request => Rank(request) == LastRank).GroupBy(request => request.CampaignId, StringComparer.Ordinal);
        return
        [
            .. byAge.TakeWhile(request => Rank(request) < LastRank),
            .. campaigns.OrderBy(campaign => state.Served.IndexOf(campaign.Key)).SelectMany(campaign => campaign.Index()).OrderBy(numbered => numbered.Index).Select(numbered => numbered.Item),
        ];
    }
}
