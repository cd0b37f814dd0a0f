using System.Collections.Immutable;

namespace LeadSail.Deliveries;

/// <summary>An event on its way to the receiver that an organization or a campaign names.</summary>
public sealed record Delivery
{
    /// <summary>The event's id, <c>evt_…</c>: the same in every attempt, and when it is replayed.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>What happened.</summary>
    public required OutgoingEvent Event { get; init; }

    /// <summary>How it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Where it was last sent; null before the first attempt.</summary>
    public string? Url { get; init; }

    /// <summary>What is sent, JSON: made at the first attempt, and the same until the organization keeps it no longer; null before and after.</summary>
    public string? Body { get; init; }

    /// <summary>What came of the latest attempts, oldest first, at most <see cref="DeliveryRules.MostKept"/> of them.</summary>
    public ImmutableArray<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>How many attempts there were since it began, or since it was last replayed.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It is sent now, or tried again later.</summary>
    Pending,

    /// <summary>The receiver took it: 2xx.</summary>
    Delivered,

    /// <summary>Every attempt failed, or nobody listens any more.</summary>
    Failed,
}

/// <summary>One attempt.</summary>
/// <param name="At">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="StatusCode">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why it failed, a sentence; null when it did not.</param>
/// <param name="Answer">The beginning of what the receiver answered; null when that was nothing.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, int DurationMs, int? StatusCode, string? Error, string? Answer);
