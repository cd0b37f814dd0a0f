using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using LeadSail.Calls;

namespace LeadSail.Interactions;

/// <summary>One contact with a lead.</summary>
public sealed record InteractionView
{
    /// <summary>Its id.</summary>
    public required string InteractionId { get; init; }

    /// <summary>The lead.</summary>
    public required string LeadId { get; init; }

    /// <summary>The campaign that it was for.</summary>
    public required string CampaignId { get; init; }

    /// <summary>The campaign's client.</summary>
    public string? ClientId { get; init; }

    /// <summary>The campaign's offer.</summary>
    public string? OfferId { get; init; }

    /// <summary>Always <c>call</c>.</summary>
    [AllowedValues("call")]
    public string Type { get; } = "call";

    /// <summary>What came of it.</summary>
    public required InteractionStatus Status { get; init; }

    /// <summary>Whether it was a test.</summary>
    public bool IsTest { get; init; }

    /// <summary>The lead's number, E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>The carrier's side.</summary>
    public required TelephonyView Telephony { get; init; }

    /// <summary>The call itself.</summary>
    public required CallView Call { get; init; }

    /// <summary>A summary in prose.</summary>
    public string? Summary { get; init; }

    /// <summary>What was said, in spoken order.</summary>
    public required IReadOnlyList<TranscriptLine> Transcript { get; init; }

    /// <summary>Values that the provider collected, by key.</summary>
    [JsonShape(JsonValueKind.Object)]
    public required JsonText Collected { get; init; }

    /// <summary>Whether the provider may have dialled.</summary>
    public bool Dialled { get; init; }

    /// <summary>When the call must be over.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>The steps that follow the call; null when none do.</summary>
    public PostCallView? PostCall { get; init; }

    /// <summary>Why nothing came of it, as a code.</summary>
    [ErrorCode]
    public string? ErrorCode { get; init; }

    /// <summary>Why nothing came of it, as a sentence.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The view of a stored call.</summary>
    public static InteractionView Of(CallState state)
    {
        var call = state.Call!;
        return new InteractionView
        {
            InteractionId = call.InteractionId,
            LeadId = call.LeadId,
            CampaignId = call.CampaignId,
            ClientId = call.ClientId,
            OfferId = call.OfferId,
            Status = state.Status,
            IsTest = call.IsTest,
            Phone = call.Phone,
            Telephony = new(call.Provider, call.PhoneNumberId, call.FromNumber, state.CarrierCallId),
            Call = CallView.Of(state, call),
            Summary = state.Summary,
            Transcript = state.Transcript,
            Collected = state.Collected,
            Dialled = state.Dialled,
            DeadlineAt = state.DeadlineAt,
            PostCall = state.PostCall is { } run ? PostCallView.Of(run) : null,
            ErrorCode = state.ErrorCode,
            ErrorMessage = state.ErrorMessage,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
        };
    }
}

/// <summary>The carrier's side of a call.</summary>
/// <param name="Provider">The voice provider.</param>
/// <param name="PhoneNumberId">Our number's id.</param>
/// <param name="PhoneNumber">Our number, E.164.</param>
/// <param name="CallId">The carrier's id of the call.</param>
public sealed record TelephonyView(string Provider, string PhoneNumberId, string PhoneNumber, string? CallId);

/// <summary>The call of an interaction.</summary>
public sealed record CallView
{
    /// <summary>Who asked for it.</summary>
    public CallSource Source { get; init; }

    /// <summary>Which way it goes.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>Which attempt of the lead in this campaign, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>When the conversation began; dialling, when there was none.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Seconds talked.</summary>
    public int? Duration { get; init; }

    /// <summary>Where to hear it: a path of this API; null when there is no recording.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The provider's or carrier's words for the end.</summary>
    public string? TerminationReason { get; init; }

    /// <summary>Whether a human spoke.</summary>
    public bool SpokenTo { get; init; }

    /// <summary>When the lead asked to be called back; null when no time was given.</summary>
    public DateTimeOffset? CallbackAt { get; init; }

    /// <summary>Who spoke.</summary>
    public required VoiceAiView VoiceAI { get; init; }

    /// <summary>The view of a stored call.</summary>
    public static CallView Of(CallState state, CreateCall call) => new()
    {
        Source = call.Source,
        Direction = call.Direction,
        Attempt = call.Attempt,
        StartedAt = state.StartedAt ?? (state.Dialled ? state.DiallingAt : null),
        EndedAt = state.EndedAt,
        Duration = state.DurationSeconds,
        RecordingUrl = state is { HasRecording: true, Phase: CallPhase.Final } ? $"/api/v1/interactions/{call.InteractionId}/recording" : null,
        TerminationReason = state.Outcome?.TerminationReason,
        SpokenTo = state.Outcome?.SpokenTo ?? false,
        CallbackAt = state.CallbackAt,
        VoiceAI = new(call.Provider, call.AgentId, call.ProviderAgentId, state.ConversationId),
    };
}

/// <summary>The voice of a call.</summary>
/// <param name="Provider">The voice provider.</param>
/// <param name="AgentId">Our agent.</param>
/// <param name="ProviderAgentId">The provider's id of it.</param>
/// <param name="ConversationId">The provider's id of the conversation.</param>
public sealed record VoiceAiView(string Provider, string AgentId, string ProviderAgentId, string? ConversationId);
