using System.Text.Json.Serialization;

using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace LeadSail.Http;

/// <summary>Every successful answer.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Data">What was asked for.</param>
public sealed record Envelope<T>([property: AllowedValues(true)] bool Success, [property: NotNull, DisallowNull] T Data) where T : notnull;

/// <summary>Every unsuccessful answer.</summary>
/// <param name="Success">Always false.</param>
/// <param name="Error">What is wrong.</param>
public sealed record ErrorEnvelope([property: AllowedValues(false)] bool Success, ApiError Error);

/// <summary>A refused call.</summary>
/// <param name="Success">Always false.</param>
/// <param name="Error">Why.</param>
public sealed record RefusalEnvelope([property: AllowedValues(false)] bool Success, CallRefusedError Error);

/// <summary>What is wrong with a request.</summary>
public record ApiError
{
    /// <summary>The stable code.</summary>
    [JsonPropertyOrder(-3), ErrorCode]
    public required string Code { get; init; }

    /// <summary>A sentence for people.</summary>
    [JsonPropertyOrder(-2)]
    public required string Message { get; init; }

    /// <summary>One line per fault or failing rule; may be empty.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> Details { get; init; } = [];
}

/// <summary>Why a call was refused.</summary>
public sealed record CallRefusedError : ApiError
{
    /// <summary>The next instant at which all rules would pass; null when there is none.</summary>
    public DateTimeOffset? NextCallTime { get; init; }

    /// <summary>The call that stands in the way, if that is the only reason.</summary>
    public string? InteractionId { get; init; }
}
