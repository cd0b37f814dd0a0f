namespace LeadSail.Calls;

/// <summary>One interaction of type call. Key: <c>organization/int_…</c>.</summary>
[Alias("leadsail.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    /// <summary>Gives the call a command; it decides, persists and answers, and waits for nobody.</summary>
    [Alias("tell")]
    Task<CallReply> Tell(CallCommand command);

    /// <summary>Makes the call look at what it owes. Harmless at any time.</summary>
    [Alias("wake")]
    Task Wake();
}

/// <summary>What a call says to a command.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call-reply")]
public sealed record CallReply
{
    /// <summary>Whether the command changed anything. False for a repeat or a late arrival.</summary>
    [Id(0)] public bool Changed { get; init; }

    /// <summary>Why the command was refused; null when it was not.</summary>
    [Id(1)] public Refusal? Refusal { get; init; }

    /// <summary>The phase after the command.</summary>
    [Id(2)] public CallPhase Phase { get; init; }
}

/// <summary>Where a call is in its life.</summary>
public enum CallPhase
{
    /// <summary>Never created.</summary>
    None,

    /// <summary>Waits for a slot and its permit.</summary>
    Queued,

    /// <summary>The start request may be on the wire, and the phone may ring.</summary>
    Dialling,

    /// <summary>The provider knows the conversation.</summary>
    Talking,

    /// <summary>Over.</summary>
    Final,
}
