using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadSail.Calls;
using LeadSail.Interactions;
using LeadSail.Leads;

namespace LeadSail.Deliveries;

/// <summary>What a receiver is sent, as JSON; a field without a value is there, as null.</summary>
/// <param name="Event">What happened.</param>
/// <param name="EventId">Its id, the same however often it is sent: who has seen it need not do it again.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="SubmissionId">The lead's latest submission.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="InteractionId">The call; null when it was none.</param>
/// <param name="Status">The call's status, or the lead's, as it was then.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">The person.</param>
/// <param name="Interaction">The call, as the API shows it; null when it was none.</param>
public sealed record WebhookPayload(
    [property: AllowedValues(OutgoingEvent.CallStarted, OutgoingEvent.CallCompleted, OutgoingEvent.LeadStatusChanged, OutgoingEvent.LeadDnc, OutgoingEvent.LeadFirstSubmissionAction, OutgoingEvent.PostCall)] string Event,
    string EventId, string LeadId, string? SubmissionId, string CampaignId, string? InteractionId, string Status, DateTimeOffset Timestamp, WebhookPerson Data, InteractionView? Interaction)
{
    private static readonly JsonSerializerOptions Complete = Json.Create(JsonIgnoreCondition.Never);

    /// <summary>The payload of an event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="told">The event.</param>
    /// <param name="lead">The lead, as it is now.</param>
    /// <param name="call">The call, as it is now; null when it was none.</param>
    public static WebhookPayload Of(string eventId, OutgoingEvent told, LeadState lead, CallState? call) => new(
        told.Event, eventId, told.LeadId, lead.Submissions is [.., var latest] ? latest.SubmissionId : null, told.CampaignId, told.InteractionId, told.Status, told.At,
        new(lead.Data.FirstName, lead.Data.LastName, lead.Data.Email, lead.Data.Phone), call is null ? null : InteractionView.Of(call));

    /// <summary>What is sent.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Complete);
}

/// <summary>The person of an event.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">E-mail.</param>
/// <param name="Phone">Phone, E.164.</param>
public sealed record WebhookPerson(string FirstName, string LastName, string Email, string Phone);
