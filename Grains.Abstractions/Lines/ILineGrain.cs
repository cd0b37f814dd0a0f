using Orleans.Concurrency;
using LeadSail.Calls;

namespace LeadSail.Lines;

/// <summary>
/// The line to one provider: slots and start tokens for the whole cluster, in memory, rebuilt from the calls' own rows
/// before anything is granted. Key: <c>organization/provider</c>. It calls nobody.
/// </summary>
[Alias("leadsail.ILineGrain")]
public interface ILineGrain : IGrainWithStringKey
{
    /// <summary>Asks for a slot and waits for it as long as the request says. A grant that is not confirmed within 10 s lapses.</summary>
    /// <returns>Whether a slot was granted.</returns>
    [AlwaysInterleave, Alias("take")]
    Task<bool> Take(SlotRequest request);

    /// <summary>The call is about to dial: its slot stays until it is freed. False when the grant has lapsed and no slot is free; then it must not dial.</summary>
    [Alias("confirm")]
    Task<bool> Confirm(string interactionId);

    /// <summary>Gives a slot back, or leaves the queue. Harmless when there is none.</summary>
    [Alias("free")]
    Task Free(string interactionId);

    /// <summary>How full it is.</summary>
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
}
