namespace LeadSail.Calls;

/// <summary>What came of a conversation, with the evidence that decided it.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.call-outcome")]
public sealed record CallOutcome
{
    /// <summary>The final status that the evidence gives.</summary>
    [Id(0)] public InteractionStatus Status { get; init; }

    /// <summary>Whether a human spoke.</summary>
    [Id(1)] public bool SpokenTo { get; init; }

    /// <summary>The provider's or carrier's own words for the end.</summary>
    [Id(2)] public string? TerminationReason { get; init; }

    /// <summary>Our code when <see cref="Status"/> is an error: <c>PROVIDER_ERROR</c>, <c>BAD_NUMBER</c>, or <c>PROVIDER_BUSY</c> (nothing was dialled: the agent has had its calls of today).</summary>
    [Id(3)] public string? ErrorCode { get; init; }

    /// <summary>A sentence for the operator when <see cref="Status"/> is an error.</summary>
    [Id(4)] public string? ErrorMessage { get; init; }

    /// <summary>The callback time as the agent noted it: an instant, or a local time without zone. Null when none was given.</summary>
    [Id(5)] public string? CallbackAt { get; init; }

    /// <summary>Whether the number itself is said not to exist (SIP 404, 410, 484, 604).</summary>
    [Id(6)] public bool BadNumber { get; init; }

    /// <summary>The row of the mapping table that decided, and the raw evidence, e.g. <c>4: sip 486</c>. Never speech.</summary>
    [Id(7)] public string Evidence { get; init; } = "";

    /// <summary>The carrier's SIP response code, 300–699, as it came; null when it gave none.</summary>
    [Id(8)] public int? SipCode { get; init; }
}
