using LeadSail.Leads;
using LeadSail.Sequences;

namespace LeadSail.Deliveries;

/// <summary>What of a lead's life the world is told.</summary>
public static class LeadNewsRules
{
    /// <summary>The news in an event; null when it is none.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="before">As it was.</param>
    /// <param name="happened">The event.</param>
    /// <param name="after">As it is.</param>
    /// <param name="at">When.</param>
    public static OutgoingEvent? Of(string leadId, LeadState before, LeadEvent happened, LeadState after, DateTimeOffset at)
    {
        return happened switch
        {
            StatusChanged changed => News(OutgoingEvent.LeadStatusChanged, changed.To, CallIn(changed.Because)),
            Submitted submitted when before.Exists && before.Status != submitted.Status => News(OutgoingEvent.LeadStatusChanged, submitted.Status, null),
            DncSet set when set.Channels.Contains(DncChannel.Phone) && before.Dnc is not { BlocksCalls: true } => News(OutgoingEvent.LeadDnc, after.Status, CallIn(set.By)),
            ActionBegun => News(OutgoingEvent.LeadFirstSubmissionAction, LeadStatus.PendingAction, null),
            _ => null,
        };

        OutgoingEvent News(string name, LeadStatus status, string? interactionId) => new(name, after.CampaignId, leadId, interactionId, Enums.Name(status), at);
    }

    /// <summary>A cause that is a call names it.</summary>
    private static string? CallIn(string cause) => cause.StartsWith("int_", StringComparison.Ordinal) ? cause : null;
}
