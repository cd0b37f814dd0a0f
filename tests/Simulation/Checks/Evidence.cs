using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>All that the checker may look at: what was dialled, what was acknowledged, what was stored.</summary>
internal sealed class Evidence
{
    /// <summary>Start requests, in order.</summary>
    public required IReadOnlyList<Post> Posts { get; init; }

    /// <summary>What was asked, in order.</summary>
    public required IReadOnlyList<Ask> Asks
    {
        get;
        init
        {
            field = value;
            AsksAbout = value.ToLookup(ask => (ask.Kind, ask.About));
        }
    }

    /// <summary>The same, by what was asked about whom.</summary>
    public ILookup<(AskKind Kind, string About), Ask> AsksAbout { get; private init; } = null!;

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

    /// <summary>Calls that the line takes at once.</summary>
    public required int Slots { get; init; }

    /// <summary>What stood there at some instants near the end, while nobody asked for anything and nothing went wrong.</summary>
    public required IReadOnlyList<Glance> Glances { get; init; }

    /// <summary>The read rows in the end.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Calls { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Leads { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, object?>> Numbers { get; init; }

    /// <summary>The states in the end, by type and id.</summary>
    public required IReadOnlyDictionary<(string Type, string Id), JsonObject> States { get; init; }

    /// <summary>The terms of the campaigns in the end.</summary>
    public required IReadOnlyDictionary<string, CampaignTerms> CampaignsAtEnd { get; init; }

    /// <summary>How many times each call's history says that it ended.</summary>
    public required IReadOnlyDictionary<string, int> Endings { get; init; }

    /// <summary>By how much two instants may be off that were taken from different clocks until a time.</summary>
    public TimeSpan Drift(TimeSpan until) =>
        TimeSpan.FromSeconds(20) + (2 * Jumps.Where(jump => jump.At <= until).Select(jump => jump.To.Duration()).DefaultIfEmpty().Max());

    /// <summary>The longest that a call may have waited for the line since its rules were asked, if it left at an instant: 5 minutes by a clock that may have been set back, and what held it up.</summary>
    public TimeSpan Waits(TimeSpan at) => TimeSpan.FromMinutes(6) + Drift(at);

    /// <summary>Whether webhooks wait in the inbox.</summary>
    public required bool InboxWaits { get; init; }

    /// <summary>Slots that were still taken a second after nobody needed them any more.</summary>
    public required IReadOnlyList<(TimeSpan At, string InteractionId, int Taken, int Needed)> LateSlots { get; init; }
}

/// <summary>What stood there at an instant.</summary>
/// <param name="At">When.</param>
/// <param name="Wall">What the machine's clock showed.</param>
/// <param name="Leads">The rows of leads.</param>
/// <param name="Numbers">The rows of numbers.</param>
/// <param name="Running">The rows of calls in progress.</param>
internal sealed record Glance(
    TimeSpan At, DateTimeOffset Wall, IReadOnlyList<IReadOnlyDictionary<string, object?>> Leads, IReadOnlyList<IReadOnlyDictionary<string, object?>> Numbers,
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Running);

/// <summary>A call's read row as it was committed.</summary>
/// <param name="At">When.</param>
/// <param name="Row">Its columns.</param>
internal sealed record Sighting(TimeSpan At, IReadOnlyDictionary<string, object?> Row);

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which, by the numbers of the table of promises.</param>
/// <param name="What">What happened.</param>
/// <param name="About">Numbers and ids by which to find it in the history.</param>
internal sealed record Violation(string Promise, string What, params string[] About);
