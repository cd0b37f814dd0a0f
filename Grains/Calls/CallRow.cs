using LeadSail.Storage;

namespace LeadSail.Calls;

/// <summary>The row by which interactions are listed, searched and found.</summary>
internal static class CallRow
{
    public static ReadRow Of(CallState state, CreateCall call) => new("interactions",
    [
        new("lead_id", call.LeadId),
        new("campaign_id", call.CampaignId),
        new("agent_id", call.AgentId),
        new("status", Enums.Name(state.Status)),
        new("direction", Enums.Name(call.Direction)),
        new("source", Enums.Name(call.Source)),
        new("is_test", call.IsTest),
        new("phone", call.Phone),
        new("from_number", call.FromNumber),
        new("provider", call.Provider),
        new("provider_agent_id", call.ProviderAgentId),
        new("conversation_id", state.ConversationId),
        new("line", call.Direction == CallDirection.Outbound && state.Phase is (CallPhase.Dialling or CallPhase.Talking) ? call.Provider : null),
        new("dialled", state.Dialled),
        new("created_at", state.CreatedAt),
        new("updated_at", state.UpdatedAt),
        new("ended_at", state.EndedAt),
        new("deadline_at", state.DeadlineAt),
        new("spoken_to", state.Outcome?.SpokenTo ?? false),
        new("keeps_raw", ForgettingRules.Keeps(state, CallTraces.Raw)),
        new("keeps_said", ForgettingRules.Keeps(state, CallTraces.Said)),
    ])
    {
        Also = state.Phase == CallPhase.Final ? new("spoken", [new("words", WordsOf(state))]) : null,
    };

    /// <summary>What was said, for the search.</summary>
    private static string? WordsOf(CallState state) => state.Transcript.IsEmpty ? null : string.Join('\n', state.Transcript.Select(line => line.Message));
}
