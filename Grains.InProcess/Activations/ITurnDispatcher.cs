using Orleans.Calls;

namespace Orleans.Activations;

/// <summary>
/// Everything below the engine that decides what happens next: which queue runs its next turn, and when a message arrives.
/// Production uses the thread pool; a simulator puts both into one list and lets a seed choose, on one thread. With it goes
/// the <see cref="TimeProvider"/> of the container, which makes every timer there is (grain timers, time-outs, reminders,
/// idle collection). A crash is a dispatcher and a clock that run nothing of this host any more.
/// </summary>
public interface ITurnDispatcher
{
    /// <summary>
    /// Whether whoever awaits a call continues in place when the answer arrives. The thread pool says no; a simulator says yes,
    /// for it delivers answers outside any turn, and the alternative would leave its thread.
    /// </summary>
    bool ContinuesInPlace { get; }

    /// <summary>A turn was queued. A queue that was idle must be run, turn by turn, until <see cref="TurnQueue.RunTurn"/> says that it is idle again.</summary>
    /// <param name="queue">Whose turn.</param>
    /// <param name="wasIdle">Whether the queue had no turns before.</param>
    void Queued(TurnQueue queue, bool wasIdle);

    /// <summary>A message sets out; the dispatcher calls <see cref="Call.Arrive"/> when it has arrived, outside any turn if it was put off.</summary>
    void Send(Call call, Leg leg);
}
