using System.Collections.Immutable;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Providers;

namespace LeadSail.Calls;

/// <summary>What the settler says to others, and how their answers read as commands.</summary>
public sealed partial class CallGrain
{
    private SlotRequest SlotRequestOf(CreateCall call, TimeSpan patience) => new()
    {
        InteractionId = call.InteractionId,
        Source = call.Source,
        Since = Committed.CreatedAt,
        Patience = patience < SlotPatience ? patience : SlotPatience,
    };

    private static StartCallRequest StartRequestOf(CreateCall call) => new()
    {
        AttemptId = call.InteractionId,
        ProviderAgentId = call.ProviderAgentId,
        ProviderPhoneNumberId = call.ProviderPhoneNumberId,
        Transport = call.Transport,
        ToE164 = call.Phone,
        Prompt = call.Prompt.Length == 0 ? null : call.Prompt,
        FirstMessage = call.FirstMessage,
        Variables = call.Variables.ToImmutableSortedDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        MaxDurationSeconds = call.MaxDurationSeconds,
    };

    private static CallCommand AnswerOf(StartCallResult result) => result switch
    {
        StartCallResult.Placed placed => new Placed(placed.ConversationId, placed.CarrierCallId),
        StartCallResult.NotConnected failed => new NotConnected(failed.Outcome, failed.ConversationId),
        StartCallResult.Refused { Kind: RefusalKind.Request } refused => new Rejected(refused.Message),
        StartCallResult.Refused refused => new NotSent(refused.Message),
        StartCallResult.Unknown unknown => new FateUnknown(unknown.Message),
        _ => throw new InvalidOperationException($"A start request cannot end as {result.GetType().Name}."),
    };

    private static CallEnded EndOf(CallState state, CreateCall call) => new()
    {
        InteractionId = call.InteractionId,
        CampaignId = call.CampaignId,
        Status = state.Status,
        Dialled = state.Dialled,
        DialledAt = state.DiallingAt,
        EndedAt = state.EndedAt!.Value,
        Summary = state.Summary,
        Phone = call.Phone,
        OptOut = state.OptOut,
    };
}
