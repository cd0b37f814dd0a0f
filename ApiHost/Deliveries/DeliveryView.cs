using System.Text.Json;

namespace LeadSail.Deliveries;

/// <summary>A webhook on its way, or delivered.</summary>
public record DeliveryView
{
    /// <summary>Its id, which is the event's: <c>eventId</c> in what is sent.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>The campaign.</summary>
    public required string CampaignId { get; init; }

    /// <summary>The lead.</summary>
    public required string LeadId { get; init; }

    /// <summary>The call; null when it was none.</summary>
    public string? InteractionId { get; init; }

    /// <summary>How it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Where it was last sent; null before the first attempt.</summary>
    public string? Url { get; init; }

    /// <summary>The latest attempts, oldest first, at most 20.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>When it is tried next; null when it is not.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was delivered or given up; null while it is neither.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The view of a delivery.</summary>
    public static DeliveryView Of(Delivery delivery) => new()
    {
        DeliveryId = delivery.Id,
        Event = delivery.Event.Event,
        CampaignId = delivery.Event.CampaignId,
        LeadId = delivery.Event.LeadId,
        InteractionId = delivery.Event.InteractionId,
        State = delivery.State,
        Url = delivery.Url,
        Attempts = delivery.Attempts,
        NextAttemptAt = delivery.DueAt,
        CreatedAt = delivery.Event.At,
        CompletedAt = delivery.CompletedAt,
    };
}

/// <summary>A delivery with what is sent.</summary>
public sealed record DeliveryDetail : DeliveryView
{
    /// <summary>As it is read from the API.</summary>
    public DeliveryDetail() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private DeliveryDetail(DeliveryView view) : base(view) { }

    /// <summary>What is sent; null before the first attempt.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText? Payload { get; init; }

    /// <summary>The view of a delivery with what is sent.</summary>
    public static new DeliveryDetail Of(Delivery delivery) => new(DeliveryView.Of(delivery)) { Payload = delivery.Body is { } body ? new JsonText(body) : null };
}

/// <summary>A page of deliveries.</summary>
/// <param name="Deliveries">Newest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record DeliveryList(IReadOnlyList<DeliveryView> Deliveries, string? NextCursor, bool HasMore);
