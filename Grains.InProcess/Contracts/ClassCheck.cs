using System.Reflection;
using Orleans.Activations;
using Orleans.Concurrency;

namespace Orleans.Contracts;

/// <summary>Grain classes: names that are keys in storage, and attributes in the wrong place.</summary>
internal static class ClassCheck
{
    private static readonly Type[] OfInterfaces =
        [typeof(AlwaysInterleaveAttribute), typeof(OneWayAttribute), typeof(ResponseTimeoutAttribute)];

    public static IEnumerable<string> Problems(IReadOnlyList<GrainClass> classes)
    {
        foreach (var grain in classes)
        {
            if (!grain.Type.IsDefined(typeof(GrainTypeAttribute)))
                yield return $"{grain.Type}: give it a [GrainType]; the name is in its storage key and must not follow the class name.";
            if (!grain.Interfaces.Any(typeof(IGrainWithStringKey).IsAssignableFrom))
                yield return $"{grain.Type}: it implements no interface that derives from {nameof(IGrainWithStringKey)}.";
            foreach (var state in grain.States.Where(state => state.Type.GetConstructor(Type.EmptyTypes) is null && !state.Type.IsValueType))
                yield return $"{grain.Type}: its state {state.Type} needs a public constructor without parameters.";
            foreach (var method in grain.Type.GetMethods().Where(method => OfInterfaces.Any(attribute => method.IsDefined(attribute))))
                yield return $"{grain.Type}.{method.Name}: its attribute belongs on the method of the interface; here it does nothing.";
        }

        foreach (var same in classes.GroupBy(grain => grain.GrainType).Where(same => same.Count() > 1))
            yield return $"The grain type \"{same.Key}\" is given to {Names(same)}: give each its own.";
        foreach (var same in classes.SelectMany(grain => grain.States, (grain, state) => (grain, state)).GroupBy(pair => pair.state.Name).Where(same => same.Count() > 1))
            yield return $"The state name \"{same.Key}\" is used by {Names(same.Select(pair => pair.grain))}: some providers key rows by it alone, so give each its own.";
        foreach (var same in classes.SelectMany(grain => grain.Interfaces, (grain, face) => (grain, face)).GroupBy(pair => pair.face).Where(same => same.Count() > 1))
            yield return $"{same.Key} is implemented by {Names(same.Select(pair => pair.grain))}: a key would not say which is meant.";
    }

    private static string Names(IEnumerable<GrainClass> classes) => string.Join(" and ", classes.Select(grain => grain.Type.FullName));
}
