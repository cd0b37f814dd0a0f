using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>One start request, and the phone that rang for it.</summary>
public sealed class PhoneCall(string conversationId, StartCallRequest request, bool rang)
{
    private volatile CallOutcome? outcome;

    public string ConversationId => conversationId;

    public string AttemptId => request.AttemptId;

    public string AgentId => request.ProviderAgentId;

    public string Phone => request.ToE164;

    public bool Rang => rang;

    public bool IsRinging => rang && outcome is null;

    /// <summary>It is over.</summary>
    public void End(InteractionStatus status) => outcome = new()
    {
        Status = status, SpokenTo = status is not (InteractionStatus.NoAnswer or InteractionStatus.Busy), TerminationReason = "Call ended", Evidence = "scenario",
    };

    /// <summary>What the company says of it now.</summary>
    public CallReport Report() => new()
    {
        ConversationId = conversationId,
        AttemptId = AttemptId,
        ProviderAgentId = AgentId,
        ExternalNumber = Phone,
        Origin = request.Origin,
        Outcome = outcome,
        Summary = outcome is null ? null : $"What was said in {conversationId}.",
    };
}
