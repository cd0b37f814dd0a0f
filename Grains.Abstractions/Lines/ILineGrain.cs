using Orleans.Concurrency;
using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Lines;

/// <summary>
/// The line to one provider: slots and start tokens for the whole cluster, in memory, rebuilt from the calls' own rows
/// before anything is granted. Key: <c>organization/provider</c>. It calls nobody.
/// </summary>
[Alias("leadsail.ILineGrain")]
public interface ILineGrain : IGrainWithStringKey
{
    /// <summary>Asks for a slot and waits for it as long as the request says. A grant that is not confirmed within 10 s lapses.</summary>
    /// <returns>Whether a slot was granted, and what holds the line if not.</returns>
    [AlwaysInterleave, Alias("take")]
    Task<SlotReply> Take(SlotRequest request);

    /// <summary>The call is about to dial: its slot stays until it is freed. False when the grant has lapsed and no slot is free; then it must not dial.</summary>
    [Alias("confirm")]
    Task<bool> Confirm(string interactionId);

    /// <summary>Gives a slot back, or leaves the queue. Harmless when there is none.</summary>
    [Alias("free")]
    Task Free(string interactionId);

    /// <summary>Tells what a start request or the end of a call says of the line's health.</summary>
    [Alias("hear")]
    Task Hear(LineNews news);

    /// <summary>How full and how sound it is.</summary>
    [Alias("view")]
    Task<LineView> View();
}

/// <summary>A call's wish for a slot.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.slot-request")]
public sealed record SlotRequest
{
    /// <summary>Who asks.</summary>
    [Id(0)] public string InteractionId { get; init; } = "";

    /// <summary>Why it is called: manual and API calls go first.</summary>
    [Id(1)] public CallSource Source { get; init; }

    /// <summary>Since when it waits: the older goes first.</summary>
    [Id(2)] public DateTimeOffset Since { get; init; }

    /// <summary>How long to wait in this request, at most 20 s.</summary>
    [Id(3)] public TimeSpan Patience { get; init; }

    /// <summary>The campaign that asks, for round robin among campaigns; empty for manual and API calls.</summary>
    [Id(5)] public string CampaignId { get; init; } = "";

    /// <summary>The lane, for the dialer's calls.</summary>
    [Id(6)] public Lane? Lane { get; init; }

    /// <summary>The provider's id of the agent that would call.</summary>
    [Id(4)] public string ProviderAgentId { get; init; } = "";
}

/// <summary>What a wish for a slot came to.</summary>
/// <param name="Granted">Whether the call has a slot now.</param>
/// <param name="Why">What holds the line, for the operator; null when it is merely full.</param>
[GenerateSerializer, Immutable, Alias("leadsail.slot-reply")]
public sealed record SlotReply([property: Id(0)] bool Granted, [property: Id(1)] string? Why);

/// <summary>What a call tells its line.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.line-news")]
public sealed record LineNews
{
    /// <summary>What happened.</summary>
    [Id(0)] public LineNewsKind Kind { get; init; }

    /// <summary>The number called, E.164; of use with <see cref="LineNewsKind.NoSuchNumber"/>.</summary>
    [Id(1)] public string? Phone { get; init; }

    /// <summary>The provider's id of the agent; of use with <see cref="LineNewsKind.AgentHeld"/>.</summary>
    [Id(2)] public string? ProviderAgentId { get; init; }

    /// <summary>The provider's words, for the operator.</summary>
    [Id(3)] public string Message { get; init; } = "";
}

/// <summary>What can be said of a line.</summary>
public enum LineNewsKind
{
    /// <summary>The provider took a start request.</summary>
    Accepted,

    /// <summary>The provider refuses our account: credentials, payment, quota.</summary>
    AccountRefused,

    /// <summary>The provider's agent has had its calls of today.</summary>
    AgentHeld,

    /// <summary>A call was put through to its number, whatever came of it.</summary>
    Reached,

    /// <summary>The carrier answered SIP 404 for a number.</summary>
    NoSuchNumber,

    /// <summary>The provider was too busy for a start request, or could not be reached.</summary>
    Busy,
}

/// <summary>The state of a line.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.line-view")]
public sealed record LineView
{
    /// <summary>Slots taken.</summary>
    [Id(0)] public int InUse { get; init; }

    /// <summary>Slots in all.</summary>
    [Id(1)] public int Limit { get; init; }

    /// <summary>Calls that wait for one.</summary>
    [Id(2)] public int Waiting { get; init; }

    /// <summary>Why nothing is granted although there may be slots; null while the line is sound.</summary>
    [Id(3)] public string? Held { get; init; }

    /// <summary>When it tries again, if it is held; null when nobody can tell.</summary>
    [Id(4)] public DateTimeOffset? HeldUntil { get; init; }
}
