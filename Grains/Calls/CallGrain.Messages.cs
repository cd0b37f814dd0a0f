using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Organizations;
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
        ProviderAgentId = call.ProviderAgentId,
        CampaignId = call.CampaignId,
    };

    internal static Permit PermitOf(CreateCall call, CampaignState? campaign, Organization? organization, bool leadDnc) =>
        new(call.InteractionId, campaign?.IsActive ?? false, call.IsTest, call.Place, leadDnc)
        {
            IsPaused = IsPaused(call, campaign, organization),
            Hours = call.HoursWaived || campaign is null ? null : new KeptHours(campaign.Settings.AutoDialer, PumpRules.IsDialers(call.Source) ? call.Attempt : null, call.Zone),
            MinGapMinutes = call.IsCallback || campaign is null ? 0 : campaign.Settings.AutoDialer.MinGapMinutes,
            Cap = organization?.NumberCap is { } cap ? new CallCap(cap.Calls, cap.Hours) : null,
        };

    private static bool IsPaused(CreateCall call, CampaignState? campaign, Organization? organization) =>
        organization?.DialingPaused == true || (campaign?.DialerPaused == true && PumpRules.IsDialers(call.Source));

    private static DialAnswer AnswerOf(CreateCall call, StartCallResult result) => result switch
    {
        StartCallResult.Placed placed => new(new Placed(placed.ConversationId, placed.CarrierCallId), new() { Kind = LineNewsKind.Accepted }),
        StartCallResult.NotConnected failed => new(new NotConnected(failed.Outcome, failed.ConversationId)),
        StartCallResult.Refused { Kind: RefusalKind.Request } refused => new(new Rejected(refused.Message)),
        StartCallResult.Refused { Kind: RefusalKind.Account } refused => new(new NotSent(refused.Message), new() { Kind = LineNewsKind.AccountRefused, Message = refused.Message }),
        StartCallResult.Refused { Kind: RefusalKind.AgentLimit } refused => new(new NotSent(refused.Message), new() { Kind = LineNewsKind.AgentHeld, ProviderAgentId = call.ProviderAgentId }),
        StartCallResult.Refused refused => new(new NotSent(refused.Message), new() { Kind = LineNewsKind.Busy, Message = refused.Message }),
        StartCallResult.Unknown unknown => new(new FateUnknown(unknown.Message)),
        _ => throw new InvalidOperationException($"A start request cannot end as {result.GetType().Name}."),
    };

    /// <summary>What the end of a call says of its line; null when it says nothing.</summary>
    private static LineNews? NewsOfEnd(CallState state, CreateCall call) => state switch
    {
        { Outcome.SipCode: 404 } => new() { Kind = LineNewsKind.NoSuchNumber, Phone = call.Phone },
        { Outcome.ErrorCode: Codes.ProviderBusy } => new() { Kind = LineNewsKind.AgentHeld, ProviderAgentId = call.ProviderAgentId },
        { Dialled: true, Status: not InteractionStatus.Error } => new() { Kind = LineNewsKind.Reached },
        _ => null,
    };

    internal static CallEnded EndOf(CallState state, CreateCall call) => new()
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
        SpokenTo = state.Outcome?.SpokenTo ?? false,
        CallbackAt = state.CallbackAt,
        Direction = call.Direction,
        IsCallback = call.IsCallback,
    };

    /// <summary>What became of dialling: for the call itself, and for its line.</summary>
    private sealed record DialAnswer(CallCommand Command, LineNews? News = null);
}
