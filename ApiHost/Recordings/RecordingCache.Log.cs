namespace LeadSail.Recordings;

internal sealed partial class RecordingCache
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The recording of {InteractionId} could not be fetched")]
    private partial void LogNotFetched(Exception exception, string interactionId);
}
