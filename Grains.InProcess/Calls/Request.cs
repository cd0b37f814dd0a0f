using Orleans.Activations;

namespace Orleans.Calls;

/// <summary>What an activation can be asked to run: a call, or the tick of one of its timers.</summary>
public abstract class Request
{
    private protected Request()
    {
    }

    /// <summary>Whether it may start whatever else is under way.</summary>
    internal abstract bool AlwaysInterleave { get; }

    /// <summary>Whether it means this activation only, and is lost with it. It may still start while the activation ends.</summary>
    internal abstract bool IsLocal { get; }

    /// <summary>Whether it counts as use of the grain.</summary>
    internal abstract bool KeepsAlive { get; }

    /// <summary>Whether nobody waits for it any more, so that it is dropped instead of run.</summary>
    internal abstract bool IsMoot { get; }

    /// <summary>Runs it. The task carries the outcome; nothing is thrown.</summary>
    internal abstract Task Invoke(Activation activation);

    /// <summary>Says that the task of <see cref="Invoke"/> is complete.</summary>
    internal abstract void Finish(Task outcome);
}
