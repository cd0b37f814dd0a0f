using System.Reflection;

namespace Orleans.Activations;

/// <summary>The grain classes of a host, by type name and by interface.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> byType;
    private readonly Dictionary<Type, GrainClass[]> byInterface;

    public GrainClasses(IEnumerable<Assembly> assemblies)
    {
        All = [.. assemblies.Distinct().SelectMany(GrainClass.In)];
        byType = All.DistinctBy(grainClass => grainClass.GrainType).ToDictionary(grainClass => grainClass.GrainType);
        byInterface = All.SelectMany(grainClass => grainClass.Interfaces, (grainClass, face) => (grainClass, face))
            .GroupBy(pair => pair.face, pair => pair.grainClass).ToDictionary(group => group.Key, group => group.ToArray());
    }

    public IReadOnlyList<GrainClass> All { get; }

    public GrainClass? Find(GrainType type) => byType.GetValueOrDefault(type);

    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    public GrainClass Implementing(Type grainInterface, string? classNamePrefix)
    {
        var classes = byInterface.GetValueOrDefault(grainInterface) ?? [];
        if (!string.IsNullOrWhiteSpace(classNamePrefix))
            classes = Array.FindAll(classes, grainClass => grainClass.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal));
        return classes switch
        {
            [var one] => one,
            [] => throw new ArgumentException($"No grain class implements {grainInterface}. Is its assembly among the GrainAssemblies?"),
            _ => throw new ArgumentException($"More than one grain class implements {grainInterface}: {string.Join(", ", classes.Select(c => c.Type.FullName))}."),
        };
    }
}
