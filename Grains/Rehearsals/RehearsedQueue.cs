using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Places;
using LeadSail.Storage;

namespace LeadSail.Rehearsals;

/// <summary>Who waits for a call, in memory: what <see cref="IDueLeads"/> tells the dialer of the leads' rows.</summary>
internal sealed class RehearsedQueue
{
    private readonly Dictionary<string, string> zoneKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Waiting> all = new(StringComparer.Ordinal);
    private readonly SortedSet<Waiting> later = [];
    private readonly Dictionary<Lane, Dictionary<DueZone, SortedSet<Waiting>>> due = Enum.GetValues<Lane>().ToDictionary(lane => lane, _ => new Dictionary<DueZone, SortedSet<Waiting>>());

    /// <summary>Goes by what a lead's state says now: it waits, for another time than before, or no more.</summary>
    public void Take(string leadId, LeadState state)
    {
        Remove(leadId);
        if (state is { IsWaiting: true, Place: { } place } && place.DueAt < DialerPlace.NotByWaiting)
        {
            var waiting = new Waiting(place.DueAt, leadId, place.Lane, new DueZone(ZoneKeyOf(leadId, state), SequenceRules.Counted(state, state.CampaignId).Count() + 1));
            all[leadId] = waiting;
            later.Add(waiting);
        }
    }

    /// <summary>The lead is offered no call any more.</summary>
    public void Remove(string leadId)
    {
        if (all.Remove(leadId, out var waiting) && !later.Remove(waiting) && due[waiting.Lane].TryGetValue(waiting.Zone, out var group))
        {
            group.Remove(waiting);
            if (group.Count == 0)
            {
                due[waiting.Lane].Remove(waiting.Zone);
            }
        }
    }

    /// <summary>The lead that is served next, and when there is none, when that may change: the end of time if it never does by itself.</summary>
    public (string? LeadId, Lane Lane, DateTimeOffset OrAt) Next(ImmutableArray<Lane> lanes, OpenHours hours, DateTimeOffset now)
    {
        while (later.Min is { } first && first.DueAt <= now)
        {
            later.Remove(first);
            var zones = due[first.Lane];
            (zones.TryGetValue(first.Zone, out var group) ? group : zones[first.Zone] = []).Add(first);
        }

        var opens = later.Min?.DueAt ?? DateTimeOffset.MaxValue;
        foreach (var lane in lanes)
        {
            Waiting? best = null;
            foreach (var (zone, group) in due[lane])
            {
                var at = hours.OpensAt(zone, lane, now);
                if (at > now)
                {
                    opens = at < opens ? at : opens;
                }
                else if (best is null || group.Min!.CompareTo(best) < 0)
                {
                    best = group.Min;
                }
            }

            if (best is not null)
            {
                return (best.LeadId, lane, now);
            }
        }

        return (null, default, opens);
    }

    /// <summary>Whether the lead will be offered a call some day, if nothing but the time changes.</summary>
    public bool WillBeServed(string leadId, ImmutableArray<Lane> lanes, OpenHours hours, DateTimeOffset now) =>
        all.TryGetValue(leadId, out var waiting) && lanes.Contains(waiting.Lane) && hours.OpensAt(waiting.Zone, waiting.Lane, waiting.DueAt > now ? waiting.DueAt : now) < DateTimeOffset.MaxValue;

    private string ZoneKeyOf(string leadId, LeadState state) =>
        zoneKeys.TryGetValue(leadId, out var known) ? known : zoneKeys[leadId] = ZoneKeys.Of(LeadRules.PlaceOf(state.Data), state.Data.Phone);

    private sealed record Waiting(DateTimeOffset DueAt, string LeadId, Lane Lane, DueZone Zone) : IComparable<Waiting>
    {
        public int CompareTo(Waiting? other) => other is null ? 1 : DueAt != other.DueAt ? DueAt.CompareTo(other.DueAt) : string.CompareOrdinal(LeadId, other.LeadId);
    }
}
