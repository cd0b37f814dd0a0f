using Microsoft.Extensions.Logging;

namespace LeadSail.Webhooks;

public sealed partial class InboxPump
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Id} of {Provider}, {Type}, could not be applied; it is tried again")]
    private partial void LogNotApplied(Exception exception, string id, string provider, string type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Id} of {Provider}, {Type}, was kept for a day and is given up: {Status}")]
    private partial void LogGivenUp(string id, string provider, string type, InboxStatus status);
}
