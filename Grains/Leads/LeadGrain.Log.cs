using Microsoft.Extensions.Logging;

namespace LeadSail.Leads;

public sealed partial class LeadGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Lead {LeadId} takes up the call {InteractionId} that it had decided on")]
    private partial void LogIntentTakenUp(string leadId, string interactionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lead {LeadId} could not yet erase its calls")]
    private partial void LogErasingFailed(Exception exception, string leadId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Lead {LeadId} could not nudge the dialer of {CampaignId}, which looks by itself within a minute")]
    private partial void LogNotNudged(Exception exception, string leadId, string campaignId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lead {LeadId} let go a number whose holder {InteractionId} is over")]
    private partial void LogHolderGone(string leadId, string interactionId);
}
