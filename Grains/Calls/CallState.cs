using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Lives;
using LeadSail.PostCall;
using LeadSail.Storage;

namespace LeadSail.Calls;

/// <summary>One interaction, as stored.</summary>
public sealed record CallState : LifeState
{
    /// <summary>What was asked for; null when the call was never created.</summary>
    public CreateCall? Call { get; init; }

    /// <summary>Where it is.</summary>
    public CallPhase Phase { get; init; }

    /// <summary>What came of it.</summary>
    public InteractionStatus Status { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Queued: not to be tried before; grows with each refusal of a busy provider.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Queued: how often the provider was busy.</summary>
    public int Backoffs { get; init; }

    /// <summary>Queued: what the provider said when it last did not dial.</summary>
    public string? WaitReason { get; init; }

    /// <summary>Since when the number is said not to exist, as its ledger knew at the permit; null when it is not.</summary>
    public DateTimeOffset? BadSince { get; init; }

    /// <summary>Whether the provider may have dialled.</summary>
    public bool Dialled { get; init; }

    /// <summary>When dialling was last persisted.</summary>
    public DateTimeOffset? DiallingAt { get; init; }

    /// <summary>When the call must be over: dialling + 60 s ring + longest talk + 10 minutes.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>When to ask the provider next.</summary>
    public DateTimeOffset? AskAt { get; init; }

    /// <summary>How often it was asked since the fate became open.</summary>
    public int Asks { get; init; }

    /// <summary>The provider's conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The carrier's call id.</summary>
    public string? CarrierCallId { get; init; }

    /// <summary>The machine that answered, by the carrier's name; null as long as none was heard.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When the conversation began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Seconds talked.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>A summary in prose.</summary>
    public string? Summary { get; init; }

    /// <summary>What was said.</summary>
    public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    /// <summary>What the provider collected.</summary>
    public JsonText Collected { get; init; } = JsonText.EmptyObject;

    /// <summary>Whether the provider holds audio.</summary>
    public bool HasRecording { get; init; }

    /// <summary>The evidence that decided the status.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>When to call back; null when no future time was given.</summary>
    public DateTimeOffset? CallbackAt { get; init; }

    /// <summary>Whether the person asked not to be called again.</summary>
    public bool OptOut { get; init; }

    /// <summary>Our code of an error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>A sentence about the error.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What was forgotten: no report brings it back.</summary>
    public CallTraces Forgotten { get; init; }

    /// <summary>What is still owed to others.</summary>
    public CallDebts Debts { get; init; }

    /// <summary>The steps that follow the call; null when there are none.</summary>
    public PostCallRun? PostCall { get; init; }

    /// <summary>When the person was erased; null while it is not. Nothing personal comes in after it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => CallMachine.Next(this).BackstopAt;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => Call is null ? null : CallRow.Of(this, Call);
}
