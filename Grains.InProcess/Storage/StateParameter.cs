using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Activations;

namespace Orleans.Storage;

/// <summary>A constructor parameter with a stored state.</summary>
/// <param name="Name">Its name in storage.</param>
/// <param name="StorageName">The key of its provider.</param>
/// <param name="Type">The type of the state.</param>
internal sealed record StateParameter(string Name, string? StorageName, Type Type)
{
    private static readonly MethodInfo BridgeOf = typeof(StateParameter).GetMethod(nameof(MakeBridge), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Func<Activation, string, IGrainStorage, StateBridge> make =
        BridgeOf.MakeGenericMethod(Type).CreateDelegate<Func<Activation, string, IGrainStorage, StateBridge>>();

    public static StateParameter Of(ParameterInfo parameter)
    {
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        return parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IPersistentState<>)
            ? new StateParameter(attribute.StateName, attribute.StorageName, type.GetGenericArguments()[0])
            : throw new InvalidOperationException($"{parameter.Member.DeclaringType}: [PersistentState] belongs on a parameter of type IPersistentState<T>.");
    }

    public StateBridge Bridge(Activation activation)
    {
        var services = activation.ActivationServices;
        var storage = StorageName is null ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(StorageName);
        var bridge = make(activation, Name, storage ?? throw new InvalidOperationException(Missing));
        activation.Add(bridge);
        return bridge;
    }

    /// <summary>What to do if there is no provider.</summary>
    public string Missing => StorageName is null
        ? $"State \"{Name}\" wants the default storage: register it with AddGrainStorage(\"Default\", …)."
        : $"State \"{Name}\" wants the storage \"{StorageName}\": register it with AddGrainStorage(\"{StorageName}\", …).";

    private static StateBridge<T> MakeBridge<T>(Activation activation, string name, IGrainStorage storage) => new StateBridge<T>(activation, name, storage);
}
