using Microsoft.Extensions.Logging;

namespace LeadSail.Storage.Commits;

internal sealed partial class Committer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection was lost at commit {Number}; looking whether it happened")]
    private partial void LogLost(Exception error, long number);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} writes failed")]
    private partial void LogFailed(Exception error, int count);
}
