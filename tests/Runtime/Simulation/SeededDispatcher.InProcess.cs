using Orleans.Activations;
using Orleans.Calls;

namespace LeadSail.Simulation;

/// <summary>Runs everything on one thread, in an order that a seed chooses. The least simulator there can be.</summary>
public sealed class SeededDispatcher(int seed) : ITurnDispatcher
{
    private readonly Random chance = new(seed);
    private readonly List<(TurnQueue? Queue, Call? Call, Leg Leg)> ready = [];
    private readonly int thread = Environment.CurrentManagedThreadId;

    public bool ContinuesInPlace => true;

    /// <summary>Every step there was, in order.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Crashed: nothing of this run happens any more.</summary>
    public bool IsDead { get; set; }

    public void Queued(TurnQueue queue, bool wasIdle)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException($"{queue} was called from another thread.");
        if (wasIdle && !IsDead)
            ready.Add((queue, null, default));
    }

    public void Send(Call call, Leg leg)
    {
        if (!IsDead)
            ready.Add((null, call, leg));
    }

    /// <summary>Does one step and says whether there was one to do.</summary>
    public bool Step()
    {
        if (IsDead || ready.Count == 0)
            return false;

        var chosen = chance.Next(ready.Count);
        var (queue, call, leg) = ready[chosen];
        ready.RemoveAt(chosen);
        Trace.Add(queue is null ? $"{leg} {call}" : $"turn {queue}");
        if (queue is null)
            call!.Arrive(leg);
        else if (queue.RunTurn())
            ready.Add((queue, null, default));
        return true;
    }
}
