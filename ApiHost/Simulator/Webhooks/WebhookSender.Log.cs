namespace LeadSail.Simulator.Webhooks;

internal sealed partial class WebhookSender
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Simulator sent {Type} of {ConversationId}, attempt {Attempt}: status {Status}")]
    private partial void LogSent(string conversationId, string type, int attempt, int? status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Simulator could not deliver the webhook of {ConversationId}; it is tried again after a restart")]
    private partial void LogLost(Exception exception, string conversationId);
}
