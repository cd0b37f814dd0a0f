using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Activations;

/// <summary>What there is to know of a grain class, worked out once per process.</summary>
internal sealed class GrainClass
{
    private static readonly ConcurrentDictionary<Assembly, GrainClass[]> Known = new();
    private readonly ObjectFactory make;

    private GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? type.FullName!);
        Interfaces = [.. type.GetInterfaces().Where(face => face.Assembly != typeof(IGrain).Assembly && typeof(IGrain).IsAssignableFrom(face))];
        CollectionAge = type.IsDefined(typeof(KeepAliveAttribute)) ? Timeout.InfiniteTimeSpan
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>() is not { } age ? null
            : age.AlwaysActive ? Timeout.InfiniteTimeSpan
            : age.AgeLimit;
        States = [.. type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute))).Select(StateParameter.Of)];
        make = ActivatorUtilities.CreateFactory(type, [.. States.Select(state => typeof(IPersistentState<>).MakeGenericType(state.Type))]);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    /// <summary>The grain interfaces it implements, without the runtime's own.</summary>
    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>How long it may be idle; null means the runtime's default, infinite for ever.</summary>
    public TimeSpan? CollectionAge { get; }

    public IReadOnlyList<StateParameter> States { get; }

    public static GrainClass Of(Type type) => new(type);

    public static IReadOnlyList<GrainClass> In(Assembly assembly) => Known.GetOrAdd(assembly, static assembly =>
        [.. assembly.GetTypes().Where(IsGrainClass).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Of)]);

    public object Create(Activation activation)
    {
        try
        {
            return make(activation.ActivationServices, [.. States.Select(state => (object)state.Bridge(activation))]);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Grain class {Type} could not be instantiated; see the inner exception.", exception);
        }
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false, IsNestedPrivate: false }
        && typeof(IGrain).IsAssignableFrom(type) && typeof(IGrainBase).IsAssignableFrom(type);
}
