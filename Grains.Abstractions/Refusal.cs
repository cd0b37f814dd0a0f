using System.Collections.Immutable;

namespace LeadSail;

/// <summary>Why something was not done. Part of life, not a fault: it travels as a value.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.refusal")]
public sealed record Refusal
{
    /// <summary>The stable code, e.g. <c>LEAD_DNC</c>.</summary>
    [Id(0)] public string Code { get; init; } = "";

    /// <summary>A sentence for people.</summary>
    [Id(1)] public string Message { get; init; } = "";

    /// <summary>One line per fault or failing rule.</summary>
    [Id(2)] public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The next instant at which all rules would pass; null when there is none or it does not apply.</summary>
    [Id(3)] public DateTimeOffset? NextCallTime { get; init; }

    /// <summary>The call that stands in the way, if one does.</summary>
    [Id(4)] public string? InteractionId { get; init; }

    /// <summary>A refusal without further details.</summary>
    public static Refusal Of(string code, string message) => new() { Code = code, Message = message };
}
