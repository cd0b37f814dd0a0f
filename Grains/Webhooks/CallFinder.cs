using LeadSail.Calls;
using LeadSail.Storage;

namespace LeadSail.Webhooks;

/// <summary>
/// Finds the call that a report is of: by its conversation, by our own id; else, where it names neither, by the carrier's id among the calls that came in from the number, or by agent and number
/// among those that are being started. One call runs to a number at a time, so there is one at most, or it is not told apart.
/// </summary>
internal sealed class CallFinder(IStateReader states)
{
    /// <summary>How far the provider's clock may be behind ours: what it said earlier is of an earlier call.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>The call's grain key; null when there is none yet.</summary>
    public async Task<string?> FindAsync(string provider, string conversationId, CallReport report)
    {
        if (await states.FindCallAsync(provider, conversationId, report.AttemptId) is { } known)
        {
            return known;
        }

        if (report is { AttemptId: null, CarrierCallId: { } carrierCallId, ExternalNumber: { } caller })
        {
            foreach (var key in await states.CallsAnsweredAsync(provider, caller))
            {
                if (await states.ReadAsync<CallState>("call", key) is { } answered && answered.CarrierCallId == carrierCallId)
                {
                    return key;
                }
            }
        }

        return report is { AttemptId: null, ProviderAgentId: { } agent, ExternalNumber: { } phone, SaidAt: { } saidAt }
            && await states.CallsStartingAsync(provider, agent, phone) is [var only]
            && await states.ReadAsync<CallState>("call", only) is { Phase: CallPhase.Dialling, DiallingAt: { } dialled } && dialled <= saidAt + Skew
                ? only
                : null;
    }
}
