namespace LeadSail.Calls;

/// <summary>One turn of a conversation.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.transcript-line")]
public sealed record TranscriptLine
{
    /// <summary>Who spoke.</summary>
    [Id(0)] public Speaker Role { get; init; }

    /// <summary>The spoken text.</summary>
    [Id(1)] public string Message { get; init; } = "";

    /// <summary>When: the start of the call plus the seconds into it.</summary>
    [Id(2)] public DateTimeOffset Timestamp { get; init; }

    /// <summary>Where the line comes from; always <c>voice_ai</c> in a call.</summary>
    [Id(3)] public string Source { get; init; } = "voice_ai";
}

/// <summary>Who speaks in a transcript.</summary>
public enum Speaker
{
    /// <summary>The AI agent.</summary>
    Agent,

    /// <summary>The person called.</summary>
    User,
}
