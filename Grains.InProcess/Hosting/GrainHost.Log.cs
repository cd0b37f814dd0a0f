using Microsoft.Extensions.Logging;

namespace Orleans.Hosting;

public sealed partial class GrainHost
{
    [LoggerMessage(51, LogLevel.Information, "Grains run in this process; {Classes} classes")]
    private static partial void LogStarted(ILogger logger, int classes);

    [LoggerMessage(52, LogLevel.Information, "All grains have ended")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(53, LogLevel.Warning, "{Count} grains had not ended at the deadline of the shutdown")]
    private static partial void LogLeft(ILogger logger, int count);
}
