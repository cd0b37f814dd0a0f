using Orleans.Calls;

namespace Orleans.Activations;

/// <summary>Turns run on the thread pool, messages arrive at once.</summary>
internal sealed class PoolDispatcher : ITurnDispatcher
{
    public bool ContinuesInPlace => false;

    public void Queued(TurnQueue queue, bool wasIdle)
    {
        if (wasIdle)
            ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: true);
    }

    public void Send(Call call, Leg leg) => call.Arrive(leg);
}
