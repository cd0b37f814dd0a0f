using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Hosting;

namespace Orleans.Calls;

/// <summary>Makes references: by key for whoever calls grains, by id for the runtime.</summary>
internal sealed class GrainReferences(GrainHost host) : IGrainFactory
{
    private static readonly ConcurrentDictionary<Type, GrainProxy> Prototypes = new();

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Create(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)Create(typeof(TGrainInterface), grainId);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        return (IGrain)(object)Create(grainInterfaceType, grainPrimaryKey, null);
    }

    public GrainProxy Create(Type interfaceType, GrainId grainId) =>
        Prototypes.GetOrAdd(interfaceType, static type => (GrainProxy)DispatchProxy.Create(type, typeof(GrainProxy))).For(host, grainId);

    private GrainProxy Create(Type interfaceType, string key, string? classNamePrefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var grainClass = host.Classes.Implementing(interfaceType, classNamePrefix);
        return Create(interfaceType, GrainId.Create(grainClass.GrainType, IdSpan.Create(key)));
    }
}
