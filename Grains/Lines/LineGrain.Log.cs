using Microsoft.Extensions.Logging;

namespace LeadSail.Lines;

public sealed partial class LineGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The line to {Provider} of {Organization} is held: {Cause}. It tries one call at a time from now on")]
    private partial void LogOpened(string provider, string organization, BreakerCause cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The line to {Provider} of {Organization} is sound again")]
    private partial void LogClosed(string provider, string organization);
}
