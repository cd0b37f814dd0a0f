using LeadSail.Calls;
using LeadSail.Leads;

namespace LeadSail.Console.Badges;

/// <summary>How outcomes and statuses are called and coloured, everywhere.</summary>
internal static class Tones
{
    /// <summary>The colour of an outcome.</summary>
    public static string Of(InteractionStatus status) => status switch
    {
        InteractionStatus.InProgress => "info",
        InteractionStatus.Completed or InteractionStatus.Qualified => "good",
        InteractionStatus.ScheduledCallback or InteractionStatus.FollowUp => "calm",
        InteractionStatus.Voicemail or InteractionStatus.NoAnswer or InteractionStatus.Busy or InteractionStatus.Incomplete => "warn",
        InteractionStatus.Dnc or InteractionStatus.Error => "bad",
        _ => "mute",
    };

    /// <summary>The colour of a lead's status.</summary>
    public static string Of(LeadStatus status) => status switch
    {
        LeadStatus.New or LeadStatus.Pending or LeadStatus.Processing or LeadStatus.Queued or LeadStatus.PendingAction => "info",
        LeadStatus.Qualified or LeadStatus.Contacted or LeadStatus.Signed or LeadStatus.Delivered or LeadStatus.Accepted => "good",
        LeadStatus.ScheduledCallback or LeadStatus.PendingSignature or LeadStatus.DocumentSent => "calm",
        LeadStatus.Voicemail or LeadStatus.NoAnswer or LeadStatus.MissingData => "warn",
        LeadStatus.Dnc or LeadStatus.Error or LeadStatus.Failed or LeadStatus.Rejected => "bad",
        _ => "mute",
    };

    /// <summary>The words for a value of the API, e.g. <c>No answer</c> for <c>no_answer</c>.</summary>
    public static string Words<T>(T value) where T : struct, Enum => value switch
    {
        InteractionStatus.Dnc or LeadStatus.Dnc => "Do not call",
        CallSource.Api => "API",
        _ => Words(Enums.Name(value)),
    };

    /// <summary>The words for a name of the API.</summary>
    public static string Words(string name) => name.Length == 0 ? name : $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}";
}
