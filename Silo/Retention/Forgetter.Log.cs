using Microsoft.Extensions.Logging;

namespace LeadSail.Retention;

public sealed partial class Forgetter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {InteractionId} could not be told to forget; the next run tries again")]
    private partial void LogNotTold(Exception exception, string interactionId);
}
