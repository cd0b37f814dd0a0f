using LeadSail.Calls;
using LeadSail.Hosting;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Recordings;

/// <summary>Makes the folder ready, and at the start and each hour deletes the recordings of calls that have none any more: forgotten, or erased.</summary>
internal sealed partial class RecordingService(RecordingFolder folder, IRecordings recordings, IStateReader states, TimeProvider time, ILogger<RecordingService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Prepare();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Looks at all of them once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var key in folder.Keys())
        {
            if (await states.ReadAsync<CallState>("call", GrainKeys.Of(key.OrganizationId, key.InteractionId), cancellationToken) is not { HasRecording: true })
            {
                recordings.Delete(key.OrganizationId, key.InteractionId);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodic.RunAsync(RunAsync, Interval, LogSweepFailed, time, stoppingToken);

    private async Task<TimeSpan> RunAsync(CancellationToken token)
    {
        await SweepAsync(token);
        return Interval;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recordings of calls that have none could not be deleted; the next sweep tries again")]
    private partial void LogSweepFailed(Exception exception);
}
