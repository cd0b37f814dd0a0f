namespace LeadSail.Leads;

#pragma warning disable CS1591 // the names are LeadSail's own; what sets each is in product.md's table of outcomes
/// <summary>The 23 statuses of a lead, in LeadSail's order. Calls set only some of them; the rest belong to what happens before and after.</summary>
public enum LeadStatus
{
    New,
    Pending,
    Processing,
    Qualified,
    Disqualified,
    MissingData,
    Queued,
    PendingAction,
    NoAnswer,
    Voicemail,
    Contacted,
    ScheduledCallback,
    NoContact,
    PendingSignature,
    DocumentSent,
    Signed,
    Delivered,
    Accepted,
    Duplicate,
    Failed,
    Error,
    Rejected,
    Dnc,
}
