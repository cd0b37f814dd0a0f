using LeadSail.Simulation.Faults;
using Orleans.Activations;
using Orleans.Calls;

namespace LeadSail.Simulation.Worlds;

/// <summary>What can happen next in the living process: turns and messages. The seed chooses among them.</summary>
internal sealed class Scheduler(VirtualClock clock, History history, Guard guard, FaultPlan faults, Chance chance)
{
    private readonly List<(TurnQueue? Queue, Call? Call, Leg Leg)> ready = [];

    /// <summary>The dispatcher of a new process. What the one before had to do is not done any more.</summary>
    public ITurnDispatcher Next(Func<bool> isAlive, Action<Call, Leg>? onSend)
    {
        ready.Clear();
        return new Dispatcher(this, isAlive, onSend);
    }

    /// <summary>A crash: nothing there is happens.</summary>
    public void Clear() => ready.Clear();

    /// <summary>Does one thing. False when there is nothing to do.</summary>
    public bool RunOne()
    {
        if (ready.Count == 0)
        {
            return false;
        }

        var chosen = chance.Below(ready.Count);
        var (queue, call, leg) = ready[chosen];
        ready[chosen] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        if (queue is null)
        {
            history.Message(call!, leg);
            call!.Arrive(leg);
            return true;
        }

        history.Turn(queue);
        if (queue.RunTurn())
        {
            ready.Add((queue, null, default));
        }

        if (faults.TurnTakes() is var time && time > TimeSpan.Zero)
        {
            clock.Pass(time);
        }

        return true;
    }

    private sealed class Dispatcher(Scheduler scheduler, Func<bool> isAlive, Action<Call, Leg>? onSend) : ITurnDispatcher
    {
        public bool ContinuesInPlace => true;

        public void Queued(TurnQueue queue, bool wasIdle)
        {
            if (scheduler.guard.Require($"the queue of {queue}") && wasIdle && isAlive())
            {
                scheduler.ready.Add((queue, null, default));
            }
        }

        public void Send(Call call, Leg leg)
        {
            if (!scheduler.guard.Require($"the message {call}") || !isAlive())
            {
                return;
            }

            onSend?.Invoke(call, leg);
            if (scheduler.faults.MessageTakes() is var time && time > TimeSpan.Zero)
            {
                scheduler.clock.In(time, () => Arrives(call, leg));
            }
            else
            {
                scheduler.ready.Add((null, call, leg));
            }
        }

        private void Arrives(Call call, Leg leg)
        {
            if (isAlive())
            {
                scheduler.ready.Add((null, call, leg));
            }
        }
    }

    private readonly VirtualClock clock = clock;
    private readonly Guard guard = guard;
    private readonly FaultPlan faults = faults;
}
