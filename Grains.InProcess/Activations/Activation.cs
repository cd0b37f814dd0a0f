using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Identity;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Activations;

/// <summary>One instance of a grain with its queue of requests and its turns. What it serves stands in the other parts of this class.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its beginning and its end dispose what they make.")]
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock gate = new();
    private readonly List<StateBridge> states = [];
    private readonly List<GrainTimer> timers = [];
    private AsyncServiceScope? scope;
    private DateTimeOffset keepAliveUntil;
    private long idleSince;

    public Activation(GrainHost host, GrainClass grainClass, GrainId grainId)
    {
        Host = host;
        Class = grainClass;
        GrainId = grainId;
        Turns = new TurnQueue(host.Dispatcher, this);
    }

    /// <summary>The activation whose turn this thread is running, if any.</summary>
    public static Activation? Current => TurnQueue.Current?.Activation;

    public GrainHost Host { get; }

    public GrainClass Class { get; }

    public TurnQueue Turns { get; }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => scope?.ServiceProvider ?? Host.Services;

    public static Activation Of(IGrainContext context) =>
        context as Activation ?? throw new InvalidOperationException("The grain was not made by the runtime, so it has no activation.");

    /// <summary>Throws unless this activation's turn is running and the activation has not ended.</summary>
    public void RequireTurn()
    {
        if (Current != this)
            throw new InvalidOperationException($"Only a turn of {GrainId.ForLog()} may do this; the code runs outside it.");
        if (state == ActivationState.Ended)
            throw new InvalidOperationException($"This activation of {GrainId.ForLog()} has ended.");
    }

    /// <summary>Has the state read before the grain is activated.</summary>
    public void Add(StateBridge bridge) => states.Add(bridge);

    public void Add(GrainTimer timer)
    {
        lock (gate)
            timers.Add(timer);
    }

    public void Remove(GrainTimer timer)
    {
        lock (gate)
            timers.Remove(timer);
    }

    public void DelayDeactivation(TimeSpan timeSpan)
    {
        lock (gate)
        {
            keepAliveUntil = timeSpan == Timeout.InfiniteTimeSpan || timeSpan == TimeSpan.MaxValue ? DateTimeOffset.MaxValue
                : timeSpan <= TimeSpan.Zero ? DateTimeOffset.MinValue
                : Host.Clock.GetUtcNow() + timeSpan;
        }
    }

    /// <summary>Ends the activation if nobody has used it for as long as its class allows.</summary>
    public void CollectIfIdle()
    {
        lock (gate)
        {
            var limit = Class.CollectionAge ?? Host.Options.CollectionAge;
            if (state != ActivationState.Valid || running > 0 || waiting.Count > 0 || limit == Timeout.InfiniteTimeSpan
                || keepAliveUntil > Host.Clock.GetUtcNow() || Host.Clock.GetElapsedTime(idleSince) < limit)
                return;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for longer than {Class.CollectionAge ?? Host.Options.CollectionAge}."));
    }

    public override string ToString() => GrainId.ForLog();
}
