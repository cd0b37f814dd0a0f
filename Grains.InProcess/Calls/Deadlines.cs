using System.Collections.Concurrent;

namespace Orleans.Calls;

/// <summary>
/// Ends the patience of callers. Calls with the same limit stand in one lane, in the order of sending, which is the order of
/// their deadlines: one timer per lane is enough, and a call that is answered just steps out.
/// </summary>
internal sealed class Deadlines(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, DeadlineLane> lanes = new();

    public void Add(Call call, TimeSpan limit) =>
        lanes.GetOrAdd(limit, static (limit, clock) => new DeadlineLane(clock, limit), clock).Add(call);

    /// <summary>Ends every call there is: the process shuts down.</summary>
    public void AbandonAll()
    {
        foreach (var lane in lanes.OrderBy(lane => lane.Key))
            lane.Value.AbandonAll();
    }

    public void Dispose()
    {
        foreach (var lane in lanes.Values)
            lane.Dispose();
    }
}
