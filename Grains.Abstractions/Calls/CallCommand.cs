using LeadSail.PostCall;

namespace LeadSail.Calls;

/// <summary>Everything a call can be told. The instant is the receiving grain's own.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call-command")]
public abstract record CallCommand;

/// <summary>Begin. From the lead, after its number is reserved. A repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.create")]
public sealed record Create([property: Id(0)] CreateCall Call) : CallCommand;

/// <summary>The person calls us, and talks already. From the lead, after the number is occupied. A repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.answer")]
public sealed record AnswerCall([property: Id(0)] CreateCall Call, [property: Id(1)] string? ConversationId, [property: Id(2)] string? CarrierCallId) : CallCommand;

/// <summary>The number gave its permit: dialling is persisted before anything is sent. <paramref name="BadSince"/>: since when it is said not to exist.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.permitted")]
public sealed record Permitted([property: Id(0)] DateTimeOffset? BadSince = null) : CallCommand;

/// <summary>The number refused its permit: over, not dialled.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.forbidden")]
public sealed record Forbidden([property: Id(0)] Refusal Refusal) : CallCommand;

/// <summary>Nothing was dialled this time (busy provider, or the request was withheld): back to waiting.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.not-sent")]
public sealed record NotSent([property: Id(0)] string Reason) : CallCommand;

/// <summary>The provider took the call.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.placed")]
public sealed record Placed([property: Id(0)] string ConversationId, [property: Id(1)] string? CarrierCallId) : CallCommand;

/// <summary>The provider says at once that nobody was reached.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.not-connected")]
public sealed record NotConnected([property: Id(0)] CallOutcome Outcome, [property: Id(1)] string? ConversationId) : CallCommand;

/// <summary>The provider refuses this request for good: over, not dialled.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.rejected")]
public sealed record Rejected([property: Id(0)] string Reason) : CallCommand;

/// <summary>Nobody knows whether it rang: ask the provider until the deadline, and never dial again.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.fate-unknown")]
public sealed record FateUnknown([property: Id(0)] string Reason) : CallCommand;

/// <summary>The provider reports on the conversation, by webhook or because it was asked.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.report")]
public sealed record Report([property: Id(0)] CallReport Said, [property: Id(1)] bool Asked) : CallCommand;

/// <summary>The provider knows this call, and the storage may not: a restored backup has forgotten it. One that is known hears the report.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.adopt")]
public sealed record Adopt([property: Id(0)] CreateCall Call, [property: Id(1)] CallReport Said) : CallCommand;

/// <summary>The provider was asked and knows no such conversation, or could not be asked.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.no-answer-from-provider")]
public sealed record NothingKnown([property: Id(0)] bool Reachable) : CallCommand;

/// <summary>Look at the clock: <c>startBy</c> may be over. <paramref name="Why"/>: what holds the line; null when it is merely full.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.look")]
public sealed record Look([property: Id(0)] string? Why = null) : CallCommand;

/// <summary>Others have taken note of the end, and of an opt-out if <paramref name="OptOut"/> was told along with it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.settled")]
public sealed record Settled([property: Id(0)] CallDebts Paid, [property: Id(1)] bool OptOut) : CallCommand;

/// <summary>These steps are to follow. From its own settler; once they are known a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.plan-post-call")]
public sealed record PlanPostCall([property: Id(0)] PostCallSettings Settings) : CallCommand;

/// <summary>An attempt at a step is over: <paramref name="Error"/> says why it failed, and <paramref name="Output"/> what came of it if it did not. <paramref name="Attempt"/> counts from 1.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.step-tried")]
public sealed record StepTried([property: Id(0)] int Index, [property: Id(1)] int Attempt, [property: Id(2)] string? Error, [property: Id(3)] JsonText? Output) : CallCommand;

/// <summary>Keep these no longer. Only a call that is over and ended before the instant forgets, and for good.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.forget")]
public sealed record Forget([property: Id(0)] CallTraces What, [property: Id(1)] DateTimeOffset EndedBefore) : CallCommand;

/// <summary>What a call keeps for a while only.</summary>
[Flags]
public enum CallTraces
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What went to and came from the provider: prompt, first message, variables, and the raw evidence of the outcome.</summary>
    Raw = 1,

    /// <summary>What was said: transcript, summary, collected values, recording.</summary>
    Said = 2,
}

/// <summary>The lead is erased: what was said, and what the prompt knew of the person, goes for good. Refused while the call runs; a repeat is nothing.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call.erase")]
public sealed record EraseCall([property: Id(0)] string Actor) : CallCommand;

/// <summary>What a call owes others once it is over.</summary>
[Flags]
public enum CallDebts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The lead must learn the outcome.</summary>
    Lead = 1,

    /// <summary>The number must be released.</summary>
    Number = 2,

    /// <summary>The line's slot must be freed.</summary>
    Slot = 4,

    /// <summary>All that an end owes.</summary>
    All = Lead | Number | Slot | PostCall,

    /// <summary>The lead must drop its copy of a summary that was forgotten.</summary>
    Summary = 8,

    /// <summary>The steps that the campaign wants after a call are to be planned.</summary>
    PostCall = 16,
}
