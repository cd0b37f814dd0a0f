using LeadSail.Providers;
using LeadSail.Simulation.Worlds;
using LeadSail.Storage;
using Orleans.Calls;
using Orleans.Storage;

namespace LeadSail.Simulation.Bugs;

/// <summary>A product with one deliberate mistake, made by what stands around it. This one makes none.</summary>
internal class Bug
{
    /// <summary>The product as it is.</summary>
    public static readonly Bug None = new();

    /// <summary>What the process takes for the clock.</summary>
    public virtual TimeProvider Clock(TimeProvider clock, World world) => clock;

    /// <summary>Where states are kept.</summary>
    public virtual IGrainStorage Storage(IGrainStorage storage, World world) => storage;

    /// <summary>The durable timers.</summary>
    public virtual IWakeups Wakeups(IWakeups wakeups) => wakeups;

    /// <summary>The way to the provider.</summary>
    public virtual IVoiceProvider Provider(IVoiceProvider provider, LiveProcess process) => provider;

    /// <summary>A message sets out.</summary>
    public virtual void Sent(World world, LiveProcess process, Call call, Leg leg)
    {
    }
}
