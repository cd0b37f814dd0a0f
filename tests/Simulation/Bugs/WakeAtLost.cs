using LeadSail.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>No grain is ever due.</summary>
internal sealed class WakeAtLost : Bug
{
    public override IWakeups Wakeups(IWakeups wakeups) => new Asleep();

    private sealed class Asleep : IWakeups
    {
        public Task<IReadOnlyList<Wakeup>> ClaimDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Wakeup>>([]);
    }
}
