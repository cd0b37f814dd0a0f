using Microsoft.Extensions.Logging;

namespace LeadSail.Calls;

public sealed partial class CallGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {InteractionId} could not settle what it owes; it tries again")]
    private partial void LogSettlingFailed(Exception exception, string interactionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {InteractionId}: the start request was withheld")]
    private partial void LogWithheld(Exception exception, string interactionId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {InteractionId}: the start request ended as {Answer}")]
    private partial void LogDialAnswered(string interactionId, string answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {InteractionId}: the provider could not be asked")]
    private partial void LogProviderNotReached(Exception exception, string interactionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {InteractionId}: the step {Step} failed")]
    private partial void LogStepFailed(Exception exception, string interactionId, string step);
}
