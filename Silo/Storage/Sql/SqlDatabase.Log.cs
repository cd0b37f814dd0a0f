using Microsoft.Extensions.Logging;

namespace LeadSail.Storage.Sql;

internal sealed partial class SqlDatabase
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Storage in {Location}; {Migrations} migrations applied")]
    private partial void LogStarted(string location, int migrations);
}
