using Microsoft.Extensions.Logging;

namespace Orleans.Calls;

public abstract partial class Call
{
    [LoggerMessage(1, LogLevel.Debug, "{Call} failed")]
    private static partial void LogFailed(ILogger logger, Call call, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "{Call}, which is one-way, failed")]
    private static partial void LogOneWayFailed(ILogger logger, Call call, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "{Call} was not answered within {Limit}; its caller has given up")]
    private static partial void LogTimedOut(ILogger logger, Call call, TimeSpan limit);

    [LoggerMessage(4, LogLevel.Warning, "{Call}: a callback of its cancellation token failed")]
    private static partial void LogCancellationFailed(ILogger logger, Call call, Exception exception);
}
