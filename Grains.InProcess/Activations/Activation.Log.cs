using Microsoft.Extensions.Logging;

namespace Orleans.Activations;

internal sealed partial class Activation
{
    [LoggerMessage(11, LogLevel.Error, "{Grain} could not be activated")]
    private static partial void LogActivationFailed(ILogger logger, Activation grain, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "{Grain}: {Step} failed; the activation ends all the same")]
    private static partial void LogStepFailed(ILogger logger, Activation grain, string step, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "{Grain}: its stored state was changed by somebody else; the activation ends")]
    private static partial void LogConflict(ILogger logger, Activation grain);

    [LoggerMessage(14, LogLevel.Debug, "{Grain} has ended: {Reason}")]
    private static partial void LogEnded(ILogger logger, Activation grain, DeactivationReasonCode reason);
}
