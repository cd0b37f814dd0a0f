using LeadSail.Storage;

namespace LeadSail.Deliveries;

/// <summary>Something that happened and that the world is told of, if anybody listens. It is stored in the commit of what happened.</summary>
/// <param name="Event">Its name: <c>call.started</c> and so on, as in the webhook settings.</param>
/// <param name="CampaignId">The campaign whose settings say whom to tell.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="InteractionId">The call; null when it was none.</param>
/// <param name="Status">The call's status, or the lead's, as it was then.</param>
/// <param name="At">When it happened.</param>
public sealed record OutgoingEvent(string Event, string CampaignId, string LeadId, string? InteractionId, string Status, DateTimeOffset At)
{
    /// <summary>A call is being dialled, or comes in.</summary>
    public const string CallStarted = "call.started";

    /// <summary>A call is over, whatever came of it.</summary>
    public const string CallCompleted = "call.completed";

    /// <summary>A lead has another status.</summary>
    public const string LeadStatusChanged = "lead.status_changed";

    /// <summary>A lead must not be phoned any more.</summary>
    public const string LeadDnc = "lead.dnc";

    /// <summary>A first submission action begins.</summary>
    public const string LeadFirstSubmissionAction = "lead.first_submission_action";

    /// <summary>A step after a call sends the call; told by the step itself, whatever else a receiver wants to hear.</summary>
    public const string PostCall = "post_call";

    /// <summary>All that are told for themselves.</summary>
    public static readonly IReadOnlyList<string> Names = [CallStarted, CallCompleted, LeadStatusChanged, LeadDnc, LeadFirstSubmissionAction];

    /// <summary>What is stored of it: due at once.</summary>
    /// <param name="id">The id of the delivery, which is the event's.</param>
    /// <param name="organizationId">Whose it is.</param>
    public ReadRow ToRow(string id, string organizationId) => new("deliveries",
    [
        new("event", Event),
        new("receiver", $"{organizationId}/{CampaignId}"),
        new("campaign_id", CampaignId),
        new("lead_id", LeadId),
        new("interaction_id", InteractionId),
        new("status", Status),
        new("happened_at", At),
        new("state", Enums.Name(DeliveryState.Pending)),
        new("due_at", At),
    ])
    {
        Id = id,
    };
}
