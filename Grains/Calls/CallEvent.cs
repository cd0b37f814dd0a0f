using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Lives;
using LeadSail.PostCall;

namespace LeadSail.Calls;

/// <summary>What happens in a call's life.</summary>
public abstract record CallEvent : LifeEvent;

/// <summary>The interaction exists and waits for a slot.</summary>
public sealed record CallQueued([property: JsonIgnore] CreateCall Call, string LeadId, string CampaignId, string AgentId, CallSource Source, int Attempt, DateTimeOffset StartBy) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => Call.Actor;
}

/// <summary>The provider knew of it when the storage did not: it was dialled, and runs or has ended.</summary>
public sealed record CallAdopted([property: JsonIgnore] CreateCall Call, string LeadId, string CampaignId, string AgentId, CallSource Source, DateTimeOffset StartedAt, DateTimeOffset DeadlineAt, DateTimeOffset AskAt)
    : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>The person called us, and is talking.</summary>
public sealed record CallAnswered(
    [property: JsonIgnore] CreateCall Call, string LeadId, string CampaignId, string AgentId, string? ConversationId, string? CarrierCallId, DateTimeOffset DeadlineAt, DateTimeOffset AskAt) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>The permit is there; the start request may leave from now on.</summary>
public sealed record Dialling(DateTimeOffset DeadlineAt, DateTimeOffset AskAt, DateTimeOffset? BadSince = null) : CallEvent;

/// <summary>Nothing was dialled; back to waiting.</summary>
public sealed record BackToWaiting(string Reason, DateTimeOffset NotBefore) : CallEvent;

/// <summary>The conversation's id at the provider is known.</summary>
public sealed record ConversationBound(string ConversationId, string? CarrierCallId, DateTimeOffset AskAt) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>The carrier heard a machine answer.</summary>
public sealed record MachineAnswered(string AnsweredBy) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>Nobody knows whether it rang; the provider is asked.</summary>
public sealed record FateOpen(string Reason, DateTimeOffset AskAt) : CallEvent;

/// <summary>The provider was asked and had no end to tell.</summary>
public sealed record ProviderAsked(DateTimeOffset AskAt) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}

/// <summary>The final status.</summary>
public sealed record CallFinished(
    InteractionStatus Status,
    bool Dialled,
    bool OptOut,
    string? Evidence,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset EndedAt,
    DateTimeOffset? CallbackAt,
    [property: JsonIgnore] CallOutcome? Outcome,
    [property: JsonIgnore] CallReport? Said) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => Said is null ? "system" : "provider";
}

/// <summary>A report came after the end: it fills what was empty, and an opt-out in it counts.</summary>
public sealed record LateReport([property: JsonIgnore] CallReport Said, bool OptOut, string? Evidence) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => "provider";
}

/// <summary>Steps follow.</summary>
public sealed record PostCallPlanned(ImmutableArray<string> Steps, [property: JsonIgnore] PostCallRun Run) : CallEvent;

/// <summary>A step is done.</summary>
public sealed record PostCallStepDone(string Step, int Attempt, [property: JsonIgnore] int Index, [property: JsonIgnore] JsonText? Output) : CallEvent;

/// <summary>An attempt at a step failed; without <paramref name="RetryAt"/> it was the last one.</summary>
public sealed record PostCallStepFailed(string Step, int Attempt, string Error, DateTimeOffset? RetryAt, [property: JsonIgnore] int Index) : CallEvent;

/// <summary>These were kept until now, and are gone for good.</summary>
public sealed record Forgotten(CallTraces What) : CallEvent;

/// <summary>Others have taken note.</summary>
public sealed record DebtsPaid(CallDebts Paid) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}

/// <summary>The person is erased; what is left are numbers, instants and the outcome.</summary>
public sealed record CallErased([property: JsonIgnore] string By) : CallEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ForgetsHistory => true;
}
