using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>All that the checker may look at: what was dialled, what was acknowledged, what was stored.</summary>
internal sealed class Evidence
{
    /// <summary>Start requests, in order.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>What was asked, in order.</summary>
    public required IReadOnlyList<Ask> Asks { get; init; }

    /// <summary>Webhooks that were answered 200.</summary>
    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>The read rows of calls as they were committed, by call, in order.</summary>
    public required ILookup<string, Sighting> Sightings { get; init; }

    /// <summary>When the machine's clock was set, and from where to where.</summary>
    public required IReadOnlyList<(TimeSpan At, TimeSpan From, TimeSpan To)> Jumps { get; init; }

    /// <summary>When no process served.</summary>
    public required IReadOnlyList<(TimeSpan From, TimeSpan To)> Outages { get; init; }

    /// <summary>When a turn took seconds.</summary>
    public required IReadOnlyList<TimeSpan> Stalls { get; init; }

    /// <summary>Attempts that a lead of this campaign has: in all, and on a day.</summary>
    public required IReadOnlyDictionary<string, (int All, int Daily)> Limits { get; init; }

    /// <summary>Calls that the line takes at once.</summary>
    public required int Slots { get; init; }

    /// <summary>The least that the dialer waits between two calls to a lead.</summary>
    public required TimeSpan ShortestDelay { get; init; }

    /// <summary>Longest talk in a campaign, seconds.</summary>
    public required IReadOnlyDictionary<string, int> LongestTalk { get; init; }

    /// <summary>The zone that a lead said it is in; left out when it said none.</summary>
    public required IReadOnlyDictionary<string, string> ZoneOfLead { get; init; }

    /// <summary>The read rows in the end.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Calls { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Leads { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Numbers { get; init; }

    /// <summary>The states in the end, by type and id.</summary>
    public required IReadOnlyDictionary<(string Type, string Id), JsonObject> States { get; init; }

    /// <summary>How many times each call's history says that it ended.</summary>
    public required IReadOnlyDictionary<string, int> Endings { get; init; }

    /// <summary>Whether webhooks wait in the inbox.</summary>
    public required bool InboxWaits { get; init; }

    /// <summary>Slots that were still taken a second after nobody needed them any more.</summary>
    public required IReadOnlyList<(TimeSpan At, string InteractionId, int Taken, int Needed)> LateSlots { get; init; }
}

/// <summary>A call's read row as it was committed.</summary>
/// <param name="At">When.</param>
/// <param name="Row">Its columns.</param>
internal sealed record Sighting(TimeSpan At, IReadOnlyDictionary<string, object?> Row);

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which, by the numbers of the table of promises.</param>
/// <param name="What">What happened.</param>
/// <param name="About">Numbers and ids by which to find it in the history.</param>
internal sealed record Violation(string Promise, string What, params string[] About);
