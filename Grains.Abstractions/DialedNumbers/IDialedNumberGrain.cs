using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Places;

namespace LeadSail.DialedNumbers;

/// <summary>
/// The ledger of one phone number over all leads and campaigns of an organization, and the only door to a provider:
/// nothing is dialled without its permit. Key: <c>organization/+E.164</c>. It calls nobody.
/// </summary>
[Alias("leadsail.IDialedNumberGrain")]
public interface IDialedNumberGrain : IGrainWithStringKey
{
    /// <summary>Gives the number a command; it decides, persists and answers.</summary>
    [Alias("tell")]
    Task<NumberReply> Tell(NumberCommand command);

    /// <summary>The ledger as committed.</summary>
    [Alias("view")]
    Task<Ledger> View();
}

/// <summary>Everything a number can be told.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number-command")]
public abstract record NumberCommand;

/// <summary>Hold the number for one call. A repeat by the same call is nothing; another call is refused with the holder's id.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.reserve")]
public sealed record Reserve(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] CallDirection Direction) : NumberCommand;

/// <summary>
/// The person calls us: nobody calls them meanwhile, and a call that holds the number gets no permit. A repeat of the carrier's call is nothing; a later call takes the place of one whose end
/// nobody heard of. The reply names the call that stands.
/// </summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.occupy")]
public sealed record Occupy(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] string? CarrierCallId) : NumberCommand;

/// <summary>Ask to dial now: list, pauses, campaign, hours, gap and caps are looked at again, and the attempt is counted, in one write.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.permit")]
public sealed record Permit(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] bool CampaignActive,
    [property: Id(2)] bool IsTest,
    [property: Id(3)] CalledPlace Place,
    [property: Id(4)] bool LeadDnc) : NumberCommand
{
    /// <summary>Whether dialling is paused, for the campaign's dialer or for everybody.</summary>
    [Id(5)] public bool IsPaused { get; init; }

    /// <summary>The most calls to the number in a rolling time that the organization allows; null for no more than the law says.</summary>
    [Id(6)] public CallCap? Cap { get; init; }

    /// <summary>The campaign's hours; null where the call need not keep them.</summary>
    [Id(7)] public KeptHours? Hours { get; init; }

    /// <summary>Minutes since the end of the last call to the number that must have passed; 0 where the call need not wait.</summary>
    [Id(8)] public int MinGapMinutes { get; init; }
}

/// <summary>The operating hours that a call keeps.</summary>
/// <param name="Settings">The campaign's.</param>
/// <param name="Attempt">The attempt whose step narrows them, from 1; null for a call outside the sequence.</param>
/// <param name="Zone">The called person's IANA zone.</param>
[GenerateSerializer, Immutable, Alias("leadsail.kept-hours")]
public sealed record KeptHours([property: Id(0)] AutoDialerSettings Settings, [property: Id(1)] int? Attempt, [property: Id(2)] string Zone);

/// <summary>At most so many calls in a rolling time.</summary>
/// <param name="Calls">1 or more.</param>
/// <param name="Hours">The rolling time, in hours.</param>
[GenerateSerializer, Immutable, Alias("leadsail.call-cap")]
public sealed record CallCap([property: Id(0)] int Calls, [property: Id(1)] int Hours);

/// <summary>Put the number on the organization's do-not-call list. The reply names a call that was permitted before, which goes on. A repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.list")]
public sealed record ListNumber([property: Id(0)] string Reason, [property: Id(1)] string By) : NumberCommand;

/// <summary>Take the number off the list. Nothing when it is not on it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.unlist")]
public sealed record UnlistNumber([property: Id(0)] string By) : NumberCommand;

/// <summary>The call is over. An attempt that was not dialled is taken off the count. <paramref name="BadNumber"/>: the carrier says that the number does not exist. Idempotent.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.release")]
public sealed record Release(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] bool Dialled,
    [property: Id(2)] DateTimeOffset EndedAt,
    [property: Id(3)] bool OptOut,
    [property: Id(4)] bool BadNumber = false) : NumberCommand;

/// <summary>
/// A call that the provider knows and this ledger may not, as a restored backup has forgotten it. <paramref name="EndedAt"/>: null while it runs; it then holds
/// the number, whoever held it before. Nothing when the ledger knows it.
/// </summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.adopt")]
public sealed record AdoptCall(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] DateTimeOffset DialledAt,
    [property: Id(3)] DateTimeOffset? EndedAt) : NumberCommand;

/// <summary>
/// Remember that a lead was submitted with this number, or learn which one was within the last 24 h. <paramref name="InPlaceOf"/> is a lead
/// that was learnt of and is no more; null when there is none.
/// </summary>
[GenerateSerializer, Immutable, Alias("leadsail.number.claim")]
public sealed record Claim(
    [property: Id(0)] string CampaignId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] string? InPlaceOf = null) : NumberCommand;

/// <summary>What a number says to a command.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.number-reply")]
public sealed record NumberReply
{
    /// <summary>Why not; null when it was done or was done before.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }

    /// <summary>For a claim: the lead that has the number in that campaign.</summary>
    [Id(1)] public string? ClaimedBy { get; init; }

    /// <summary>For a permit: since when the number is said not to exist; null when its last call said otherwise.</summary>
    [Id(2)] public DateTimeOffset? BadSince { get; init; }

    /// <summary>For an entry on the list: the call that had its permit before and goes on; null when there is none.</summary>
    [Id(3)] public string? InFlight { get; init; }

    /// <summary>Whether the command changed anything. False for a repeat.</summary>
    [Id(4)] public bool Changed { get; init; }

    /// <summary>For an entry on the list: the entry as it stands.</summary>
    [Id(5)] public DncEntry? Listed { get; init; }

    /// <summary>For a call that comes in: the one that stands.</summary>
    [Id(6)] public InboundCall? Inbound { get; init; }

    /// <summary>For a permit: why nobody may be called by the number's process now, whoever asks; nothing was decided. Null when it was.</summary>
    [Id(7)] public string? Held { get; init; }
}

/// <summary>What a number remembers.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.ledger")]
public sealed record Ledger
{
    /// <summary>The call that holds the number; null when none does.</summary>
    [Id(0)] public RunningCall? Running { get; init; }

    /// <summary>The calls of the last 30 days, oldest first.</summary>
    [Id(1)] public ImmutableArray<LedgerCall> Calls { get; init; } = [];

    /// <summary>The entry on the organization's do-not-call list; null when there is none.</summary>
    [Id(2)] public DncEntry? Listed { get; init; }

    /// <summary>The call in which the person called us; null when there is none.</summary>
    [Id(3)] public InboundCall? Inbound { get; init; }

    /// <summary>The call that keeps others away, and its lead; null when there is none.</summary>
    [JsonIgnore]
    public (string InteractionId, string LeadId)? Holder => Running is { } running ? (running.InteractionId, running.LeadId) : Inbound is { } inbound ? (inbound.InteractionId, inbound.LeadId) : null;
}

/// <summary>A call that came in from a number. <paramref name="CarrierCallId"/> is the carrier's id of it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.inbound-call")]
public sealed record InboundCall(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] string? CarrierCallId,
    [property: Id(3)] DateTimeOffset Since);

/// <summary>The one call at a number.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.running-call")]
public sealed record RunningCall(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] CallDirection Direction,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] DateTimeOffset? PermittedAt);

/// <summary>A call that was dialled.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.ledger-call")]
public sealed record LedgerCall(
    [property: Id(0)] string InteractionId,
    [property: Id(1)] string LeadId,
    [property: Id(2)] DateTimeOffset DialledAt,
    [property: Id(3)] DateTimeOffset EndedAt,
    [property: Id(4)] bool BadNumber = false);

/// <summary>Why a number must not be called.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.dnc-entry")]
public sealed record DncEntry(
    [property: Id(0)] string Reason,
    [property: Id(1)] string By,
    [property: Id(2)] DateTimeOffset At);
