using LeadSail.Providers;
using LeadSail.Simulation.Worlds;
using LeadSail.Storage;
using Orleans.Calls;
using Orleans.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>A product with one deliberate mistake, made by what stands around it: nothing in the product knows of it. This one makes none.</summary>
internal class Bug
{
    /// <summary>The product as it is.</summary>
    public static Bug None() => new();

    /// <summary>What the process takes for the clock.</summary>
    public virtual TimeProvider Clock(TimeProvider clock) => clock;

    /// <summary>Where states are kept.</summary>
    public virtual IGrainStorage Storage(IGrainStorage storage) => storage;

    /// <summary>The durable timers.</summary>
    public virtual IWakeups Wakeups(IWakeups wakeups) => wakeups;

    /// <summary>The way to the provider.</summary>
    public virtual IVoiceProvider Provider(IVoiceProvider provider, LiveProcess process) => provider;

    /// <summary>A message sets out.</summary>
    public virtual void Sent(LiveProcess process, Call call, Leg leg)
    {
    }

    /// <summary>Puts something else into a message. Its grain will never know.</summary>
    protected static void Forge(Call call, object argument) => ((object?[])call.Arguments)[0] = argument;
}
