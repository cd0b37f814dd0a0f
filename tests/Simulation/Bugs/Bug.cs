using System.Reflection;
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

    /// <summary>Who is due.</summary>
    public virtual IDueLeads DueLeads(IDueLeads leads) => leads;

    /// <summary>States, read by others than their grains.</summary>
    public virtual IStateReader States(IStateReader states) => states;

    /// <summary>The way to the provider.</summary>
    public virtual IVoiceProvider Provider(IVoiceProvider provider, LiveProcess process) => provider;

    /// <summary>A message sets out.</summary>
    public virtual void Sent(LiveProcess process, Call call, Leg leg)
    {
    }

    /// <summary>Puts something else into a message. Its grain will never know.</summary>
    protected static void Forge(Call call, object argument) => ((object?[])call.Arguments)[0] = argument;
}

/// <summary>Stands around a service and answers some of its calls itself.</summary>
#pragma warning disable CA1852 // a proxy derives from it as it runs
internal class Around : DispatchProxy
{
    private object inner = null!;
    private Func<MethodInfo, object?[], Func<object?>, object?> answer = null!;

    /// <summary>Puts an answer around a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="answer">Answers a call; the last argument asks the service itself.</param>
    public static T Of<T>(T service, Func<MethodInfo, object?[], Func<object?>, object?> answer) where T : class
    {
        var proxy = Create<T, Around>();
        ((Around)(object)proxy).inner = service;
        ((Around)(object)proxy).answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answer(targetMethod!, args ?? [], () => targetMethod!.Invoke(inner, args));
}
