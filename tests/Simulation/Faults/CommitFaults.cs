using System.Data.Common;
using LeadSail.Simulation.Worlds;
using LeadSail.Storage;

namespace LeadSail.Simulation.Faults;

/// <summary>Stands at both points of every commit: lets it fail, lets it wait, and tells the world what was committed.</summary>
internal sealed class CommitFaults(FaultPlan plan, Guard guard, History history, Func<TimeProvider> clock, Action<string> committed) : IStorageFaults
{
    private CommitFault pending;

    public async ValueTask BeforeCommitAsync(IReadOnlyList<string> keys)
    {
        guard.RequireTurn("the storage");
        if (plan.CommitTakes() is var time && time > TimeSpan.Zero)
        {
            await Task.Delay(time, clock());
        }

        switch (pending = plan.Commit())
        {
            case CommitFault.LostBefore:
                history.Say($"connection lost before the commit of {keys[0]}");
                throw new LostConnection();
            case CommitFault.FailedBefore:
                history.Say($"commit of {keys[0]} failed");
                throw new StorageException("The disk is full.");
            default:
                break;
        }
    }

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys)
    {
        var fault = pending;
        pending = CommitFault.None;
        history.Say($"committed {keys[0]}");
        committed(keys[0]);
        return fault switch
        {
            CommitFault.LostAfter => throw new LostConnection(),
            CommitFault.FailedAfter => throw new StorageException("Nobody knows whether it was written."),
            _ => ValueTask.CompletedTask,
        };
    }

    private sealed class LostConnection : DbException;
}
