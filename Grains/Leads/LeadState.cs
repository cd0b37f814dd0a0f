using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Lives;
using LeadSail.Storage;

namespace LeadSail.Leads;

/// <summary>A lead, as stored.</summary>
public sealed record LeadState : LifeState
{
    /// <summary>When it was entered; null when it never was.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The campaign it belongs to.</summary>
    public string CampaignId { get; init; } = "";

    /// <summary>Its status.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>What is known of the person.</summary>
    public LeadData Data { get; init; } = new();

    /// <summary>Its submissions, oldest first.</summary>
    public ImmutableArray<Submission> Submissions { get; init; } = [];

    /// <summary>Why and by which ways it must not be reached; null when it may by any.</summary>
    public LeadDnc? Dnc { get; init; }

    /// <summary>Its place in its campaign's dialer; null when it is not in it. It keeps the place while it is called.</summary>
    public DialerPlace? Place { get; init; }

    /// <summary>The last request that put it into a dialer; null when none did, or nobody told.</summary>
    public string? EnteredFor { get; init; }

    /// <summary>While a first submission action waits or calls: the status that the lead has without it.</summary>
    public LeadStatus? StatusBeforeAction { get; init; }

    /// <summary>By campaign, which attempts no longer count; a campaign left out counts all.</summary>
    public ImmutableArray<Restart> Restarts { get; init; } = [];

    /// <summary>A call that was decided and not yet handed over.</summary>
    public CallIntent? Intent { get; init; }

    /// <summary>The call that runs; null when none does.</summary>
    public string? ActiveInteractionId { get; init; }

    /// <summary>Its calls that were dialled, in the order in which they ended.</summary>
    public ImmutableArray<Attempt> Attempts { get; init; } = [];

    /// <summary>When the person was erased; null while it is not.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether its calls are still to be erased.</summary>
    public bool OwesErasure { get; init; }

    /// <summary>Whether there is a lead, not erased.</summary>
    [JsonIgnore]
    public bool Exists => CreatedAt is not null && ErasedAt is null;

    /// <summary>The call that is decided or running; null when there is none.</summary>
    [JsonIgnore]
    public string? RunningInteractionId => Intent?.Call.InteractionId ?? ActiveInteractionId;

    /// <summary>Whether it waits in its campaign's dialer.</summary>
    [JsonIgnore]
    public bool IsWaiting => Exists && Place is not null && RunningInteractionId is null;

    /// <summary>Whether it must not be phoned: a record stands against it, or its status does.</summary>
    [JsonIgnore]
    public bool MustNotBePhoned => Dnc is { BlocksCalls: true } || Status == LeadStatus.Dnc;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => LeadMachine.Next(this);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => CreatedAt is null ? null : ErasedAt is null ? LeadRow.Of(this) : LeadRow.Gone;
}

/// <summary>One submission of a lead.</summary>
public sealed record Submission(string SubmissionId, string CampaignId, DateTimeOffset At);

/// <summary>A do-not-call record of a lead.</summary>
/// <param name="Reason">Why, as somebody said.</param>
/// <param name="By">Who set it: a key, or the call in which it was asked for.</param>
/// <param name="At">When.</param>
public sealed record LeadDnc(string Reason, string By, DateTimeOffset At)
{
    /// <summary>By which ways the person must not be reached.</summary>
    public ImmutableArray<DncChannel> Channels { get; init; } = [DncChannel.Phone];

    /// <summary>Whether it stands against calls.</summary>
    [JsonIgnore]
    public bool BlocksCalls => Channels.Contains(DncChannel.Phone);
}

/// <summary>A call that was decided: taken up again after a crash until the call exists or the number refuses it.</summary>
public sealed record CallIntent(CreateCall Call, DateTimeOffset At);

/// <summary>A call of a lead that was dialled, or came in. <paramref name="SpokenTo"/>: whether a human spoke.</summary>
public sealed record Attempt(
    string InteractionId, string CampaignId, string Phone, DateTimeOffset DialledAt, DateTimeOffset EndedAt, InteractionStatus Status, string? Summary, bool SpokenTo = false)
{
    /// <summary>Which way it went. One that came in is no attempt of ours, and counts as none.</summary>
    public CallDirection Direction { get; init; }
}

/// <summary>The sequence of a campaign was started over.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="At">When.</param>
public sealed record Restart(string CampaignId, DateTimeOffset At)
{
    /// <summary>The calls that had been made, or ran; null in a state of before this was kept, where the instant tells, unless the clock was set back after it.</summary>
    public ImmutableArray<string>? NotCounted { get; init; }

    /// <summary>Whether an attempt no longer counts.</summary>
    public bool Forgets(Attempt attempt) => NotCounted is { } made ? made.Contains(attempt.InteractionId) : attempt.DialledAt < At;
}

/// <summary>A place in a dialer.</summary>
/// <param name="Lane">Why it waits.</param>
/// <param name="NotBefore">When the sequence or a callback lets it be called.</param>
/// <param name="Since">Since when it is in the dialer.</param>
/// <param name="HeldBy">The rule that refused its last offer; null when none did.</param>
/// <param name="HeldUntil">It is not offered again before; null when it was not refused.</param>
public sealed record DialerPlace(Lane Lane, DateTimeOffset NotBefore, DateTimeOffset Since, string? HeldBy = null, DateTimeOffset? HeldUntil = null)
{
    /// <summary>As <see cref="HeldUntil"/>: no waiting ends it, only somebody who changes something.</summary>
    public static readonly DateTimeOffset NotByWaiting = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The place without what held it: something changed, so it may be offered again.</summary>
    public DialerPlace Released() => this with { HeldBy = null, HeldUntil = null };

    /// <summary>When it may be offered to the dialer.</summary>
    [JsonIgnore]
    public DateTimeOffset DueAt => HeldUntil is { } until && until > NotBefore ? until : NotBefore;
}
