using System.Collections.Concurrent;
using Orleans.Calls;
using Orleans.Hosting;

namespace Orleans.Activations;

/// <summary>The activations there are, at most one of a grain. Brings calls to them.</summary>
internal sealed class Catalog(GrainHost host)
{
    private const int MaxForwards = 2;

    // Neither the number of processors nor the process may change the order in which activations are visited.
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new(concurrencyLevel: 4, capacity: 101);
    private readonly TaskCompletionSource drained =
        new(host.Dispatcher.ContinuesInPlace ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool draining;
    private volatile bool closed;

    public int Count => activations.Count;

    public void Deliver(Call call)
    {
        if (call.IsMoot)
            return;

        while (true)
        {
            if (!activations.TryGetValue(call.Target, out var activation))
            {
                if (Refusal(call) is { } refusal)
                {
                    call.Fail(refusal);
                    return;
                }

                // The call is in the queue before the start: if that fails, whoever woke the grain must hear of it.
                activation = new Activation(host, host.Classes.Find(call.Target.Type)!, call.Target);
                activation.Receive(call);
                if (!activations.TryAdd(call.Target, activation))
                    continue;

                activation.Start();
            }
            else if (!activation.Receive(call))
            {
                continue;
            }

            if (draining)
                activation.Retire();
            return;
        }
    }

    /// <summary>Brings a call to the next activation, because the one that had it ended.</summary>
    public void Forward(Call call)
    {
        if (++call.Forwards > MaxForwards)
            call.Fail(new OrleansException($"{call} found only activations that ended before they could serve it."));
        else
            Deliver(call);
    }

    public void Remove(Activation activation) => activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    /// <summary>An activation has ended and has passed on what it had.</summary>
    public void Ended()
    {
        if (draining && activations.IsEmpty)
            drained.TrySetResult();
    }

    public void CollectIdle()
    {
        foreach (var (_, activation) in activations)
            activation.CollectIfIdle();
    }

    /// <summary>No more activations for calls from outside; those there are serve what they have and end.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        draining = true;
        foreach (var (_, activation) in activations)
            activation.Retire();

        Ended();
        try
        {
            await drained.Task.WaitAsync(deadline);
        }
        finally
        {
            closed = true;
        }
    }

    private Exception? Refusal(Call call)
    {
        if (closed || (draining && call.Caller is null))
            return new SiloUnavailableException($"The process is shutting down and does not take {call}.");
        return host.Classes.Find(call.Target.Type) is null
            ? new OrleansException($"There is no grain class of type {call.Target.Type}; {call} cannot be served.")
            : null;
    }
}
