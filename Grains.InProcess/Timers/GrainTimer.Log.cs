using Microsoft.Extensions.Logging;
using Orleans.Activations;

namespace Orleans.Timers;

internal sealed partial class GrainTimer
{
    [LoggerMessage(31, LogLevel.Warning, "A timer tick of {Grain} failed; the timer goes on")]
    private static partial void LogTickFailed(ILogger logger, Activation grain, Exception exception);

    [LoggerMessage(32, LogLevel.Warning, "A timer of {Grain}: a callback of its cancellation token failed")]
    private static partial void LogCancellationFailed(ILogger logger, Activation grain, Exception exception);
}
