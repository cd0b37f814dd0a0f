using System.Collections.Immutable;

namespace LeadSail.Calls;

/// <summary>
/// What a provider says of one conversation, in our words: out of a post-call webhook, or out of the answer when the provider is asked.
/// Everything but <see cref="ConversationId"/> may be missing.
/// </summary>
[GenerateSerializer, Immutable, Alias("leadsail.call-report")]
public sealed record CallReport
{
    /// <summary>The provider's id of the conversation.</summary>
    [Id(0)] public string ConversationId { get; init; } = "";

    /// <summary>Our interaction id, when the provider gives it back.</summary>
    [Id(1)] public string? AttemptId { get; init; }

    /// <summary>The provider's id of the agent that spoke.</summary>
    [Id(2)] public string? ProviderAgentId { get; init; }

    /// <summary>The carrier's id of the call (Twilio CallSid, SIP call id).</summary>
    [Id(3)] public string? CarrierCallId { get; init; }

    /// <summary>The number of the other party, E.164, when the report names it: a failed start may name nothing else of ours.</summary>
    [Id(4)] public string? ExternalNumber { get; init; }

    /// <summary>Null while the conversation runs; else what came of it.</summary>
    [Id(5)] public CallOutcome? Outcome { get; init; }

    /// <summary>When the conversation began.</summary>
    [Id(6)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Seconds talked.</summary>
    [Id(7)] public int? DurationSeconds { get; init; }

    /// <summary>A summary in prose.</summary>
    [Id(8)] public string? Summary { get; init; }

    /// <summary>The conversation in spoken order; empty when there is none.</summary>
    [Id(9)] public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    /// <summary>The values that the provider collected, by key, as a JSON object.</summary>
    [Id(10)] public JsonText Collected { get; init; } = JsonText.EmptyObject;

    /// <summary>Whether the provider holds audio.</summary>
    [Id(11)] public bool HasRecording { get; init; }

    /// <summary>When the provider said it, by its own clock; null when it does not say.</summary>
    [Id(12)] public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The machine that answered, by the carrier's name for it (<c>machine_start</c>, <c>fax</c>, …), when a report tells that and no more; null otherwise.</summary>
    [Id(13)] public string? AnsweredBy { get; init; }

    /// <summary>What the call was for, when the provider gives back what was sent along.</summary>
    [Id(14)] public CallOrigin? Origin { get; init; }
}

/// <summary>What a call is for, in our own ids.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call-origin")]
public sealed record CallOrigin
{
    /// <summary>The organization.</summary>
    [Id(0)] public string OrganizationId { get; init; } = "";

    /// <summary>The lead.</summary>
    [Id(1)] public string LeadId { get; init; } = "";

    /// <summary>The campaign.</summary>
    [Id(2)] public string CampaignId { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    [Id(3)] public CallSource Source { get; init; }

    /// <summary>The number called, E.164.</summary>
    [Id(4)] public string Phone { get; init; } = "";
}
