using Microsoft.Extensions.Logging;

namespace LeadSail.Webhooks;

public sealed partial class InboxPump
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Id} of {Provider}, {Type}, could not be applied; it is tried again")]
    private partial void LogNotApplied(Exception exception, string id, string provider, string type);

    [LoggerMessage(Level = LogLevel.Information, Message = "Webhook {Id} of {Provider}, {Type}, belongs to no call of ours; kept for a day, now given up")]
    private partial void LogNobodysCall(string id, string provider, string type);
}
