using System.Collections.Immutable;
using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>Everything that a provider needs to place one call.</summary>
public sealed record StartCallRequest
{
    /// <summary>Our interaction id; sent along so that the conversation can be found by it.</summary>
    public required string AttemptId { get; init; }

    /// <summary>What it is for; sent along, if given, so that a storage that has lost the call can take it in again.</summary>
    public CallOrigin? Origin { get; init; }

    /// <summary>The provider's id of the agent.</summary>
    public required string ProviderAgentId { get; init; }

    /// <summary>The provider's id of the number to call from.</summary>
    public required string ProviderPhoneNumberId { get; init; }

    /// <summary><c>twilio</c> or <c>sip_trunk</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>Whom to call, E.164.</summary>
    public required string ToE164 { get; init; }

    /// <summary>The rendered prompt.</summary>
    public string? Prompt { get; init; }

    /// <summary>The rendered first message.</summary>
    public string? FirstMessage { get; init; }

    /// <summary>Variables for the agent: a name, and a string, number or bool.</summary>
    public ImmutableSortedDictionary<string, JsonText> Variables { get; init; } = ImmutableSortedDictionary<string, JsonText>.Empty;

    /// <summary>Seconds of talk after which the provider ends the call.</summary>
    public int? MaxDurationSeconds { get; init; }

    /// <summary>Seconds to let it ring, 1–999.</summary>
    public int RingSeconds { get; init; } = 60;

    /// <summary>The request of a call; for one that comes in, what its agent is to know.</summary>
    public static StartCallRequest Of(string organizationId, CreateCall call) => new()
    {
        AttemptId = call.InteractionId,
        Origin = new() { OrganizationId = organizationId, LeadId = call.LeadId, CampaignId = call.CampaignId, Source = call.Source, Phone = call.Phone },
        ProviderAgentId = call.ProviderAgentId,
        ProviderPhoneNumberId = call.ProviderPhoneNumberId,
        Transport = call.Transport,
        ToE164 = call.Phone,
        Prompt = call.Prompt.Length == 0 ? null : call.Prompt,
        FirstMessage = call.FirstMessage,
        Variables = call.Variables.ToImmutableSortedDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        MaxDurationSeconds = call.MaxDurationSeconds,
    };
}

/// <summary>What became of a start request.</summary>
public abstract record StartCallResult
{
    private StartCallResult() { }

    /// <summary>The provider took the call.</summary>
    public sealed record Placed(string ConversationId, string? CarrierCallId) : StartCallResult;

    /// <summary>The provider dialled and says at once that nobody was reached (SIP reports busy inside the reply).</summary>
    public sealed record NotConnected(CallOutcome Outcome, string? ConversationId) : StartCallResult;

    /// <summary>Definitively not dialled.</summary>
    public sealed record Refused(RefusalKind Kind, string Message) : StartCallResult;

    /// <summary>Nobody knows: the phone may have rung. Ask before anything else.</summary>
    public sealed record Unknown(string Message) : StartCallResult;
}

/// <summary>Why a provider did not dial, by what follows from it.</summary>
public enum RefusalKind
{
    /// <summary>Busy (429, 503 with an error body, concurrency) or never sent: wait and try again until <c>startBy</c>.</summary>
    Busy,

    /// <summary>Credentials, payment, quota: the line's breaker opens; the call waits as with <see cref="Busy"/>.</summary>
    Account,

    /// <summary>This agent is held until its next day (code 4300); the call waits as with <see cref="Busy"/>.</summary>
    AgentLimit,

    /// <summary>The request itself is wrong (400, 404, 409, 422, success:false without a SIP code): an error, not dialled.</summary>
    Request,
}
