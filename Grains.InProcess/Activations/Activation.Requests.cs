using Orleans.Calls;
using Orleans.Storage;

namespace Orleans.Activations;

/// <summary>The queue: what may start, in which order.</summary>
internal sealed partial class Activation
{
    private readonly List<Request> waiting = [];
    private Request? blocking;
    private int running;
    private int passers;
    private bool pumpQueued;

    /// <summary>Queues a request, or says that the activation has ended and the next one is meant.</summary>
    public bool Receive(Request request)
    {
        bool pump;
        lock (gate)
        {
            if (state == ActivationState.Ended)
                return false;

            waiting.Add(request);
            passers += MayPass(request);
            pump = MayTake(request) && MayStart(request) && ClaimPump();
        }

        if (pump)
            QueuePump();
        return true;
    }

    private static int MayPass(Request request) => request.AlwaysInterleave ? 1 : 0;

    // Orleans' rule, with its odd corner: an interleaved request never blocks, and when the blocking one ends nothing does,
    // even if others that started beside it are still under way.
    private bool MayStart(Request request) =>
        running == 0 || request.AlwaysInterleave || blocking is null;

    private bool MayTake(Request request) =>
        state == ActivationState.Valid || (state == ActivationState.Deactivating && begun && !ending && request.IsLocal);

    private void QueuePump() => Turns.Post(static activation => ((Activation)activation!).Pump(), this);

    /// <summary>One turn of the queue: starts one request, or the end.</summary>
    private void Pump()
    {
        Request? next = null;
        var end = false;
        bool more;
        lock (gate)
        {
            pumpQueued = false;
            if (EndIsDue)
                end = ending = true;
            else
                next = TakeNext();

            more = next is not null && ClaimPump();
        }

        if (more)
            QueuePump();
        if (end)
            _ = EndAsync();
        else if (next is not null)
            _ = ServeAsync(next);
    }

    private Request? TakeNext()
    {
        for (var i = 0; i < waiting.Count;)
        {
            var request = waiting[i];
            if (!MayTake(request))
                return null;

            var moot = request.IsMoot;
            if (!moot && !MayStart(request))
            {
                i++;
                continue;
            }

            waiting.RemoveAt(i);
            passers -= MayPass(request);
            if (moot)
                continue;

            running++;
            if (blocking is null && !request.AlwaysInterleave)
                blocking = request;
            return request;
        }

        return null;
    }

    // Saves looking through a long queue that nothing in it may leave.
    private bool StartsAnother() => waiting.Count > 0 && (running == 0 || blocking is null || passers > 0);

    private async Task ServeAsync(Request request)
    {
        var outcome = request.Invoke(this);
        if (!outcome.IsCompleted)
            await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        if (outcome.Exception?.InnerException is InconsistentStateException { IsSourceActivation: true } conflict)
        {
            // Whoever called must not end as well.
            conflict.IsSourceActivation = false;
            LogConflict(Host.Log, this);
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "The stored state was changed by somebody else."));
        }

        // Who gets the answer finds the grain free.
        Completed(request);
        request.Finish(outcome);
    }

    private void Completed(Request request)
    {
        bool pump;
        lock (gate)
        {
            running--;
            if (request.KeepsAlive)
                idleSince = Host.Clock.GetTimestamp();
            if (blocking is null || blocking == request)
                blocking = null;
            pump = ClaimPump();
        }

        if (pump)
            QueuePump();
    }

    // Whether a turn of the queue is needed; if so the caller, who holds the gate, queues it after letting go.
    private bool ClaimPump()
    {
        if (retiring && state == ActivationState.Valid && running == 0 && waiting.TrueForAll(static request => request.IsLocal))
            BeginEnd(ShuttingDown);

        if (pumpQueued || state == ActivationState.Activating || !(EndIsDue || StartsAnother()))
            return false;
        return pumpQueued = true;
    }
}
