using LeadSail.Calls;

namespace LeadSail.Deliveries;

/// <summary>What of a call's life the world is told.</summary>
public static class CallNewsRules
{
    /// <summary>The news in an event; null when it is none. A call that a busy provider had dialled anew starts once.</summary>
    public static OutgoingEvent? Of(CallState before, CallEvent happened, CallState after, DateTimeOffset at) => happened switch
    {
        Dialling when before.DiallingAt is null => News(OutgoingEvent.CallStarted, after, InteractionStatus.InProgress, at),
        CallAnswered => News(OutgoingEvent.CallStarted, after, InteractionStatus.InProgress, at),
        CallFinished finished => News(OutgoingEvent.CallCompleted, after, finished.Status, at),
        _ => null,
    };

    private static OutgoingEvent News(string name, CallState call, InteractionStatus status, DateTimeOffset at) =>
        new(name, call.Call!.CampaignId, call.Call.LeadId, call.Call.InteractionId, Enums.Name(status), at);
}
