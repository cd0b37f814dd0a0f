using Microsoft.Extensions.Logging;

namespace LeadSail.Dialers;

public sealed partial class AutoDialerGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The dialer of campaign {CampaignId} stumbled; it goes on by itself")]
    private partial void LogPumpFailed(Exception exception, string campaignId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dialer of campaign {CampaignId} could not offer a call to lead {LeadId}; it tries again later")]
    private partial void LogOfferFailed(Exception exception, string campaignId, string leadId);
}
