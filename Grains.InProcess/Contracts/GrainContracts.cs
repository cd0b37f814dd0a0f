using System.Reflection;
using Orleans.Activations;

namespace Orleans.Contracts;

/// <summary>
/// Finds in contracts and grain classes what this runtime would let pass and the Orleans build would not, and what it needs
/// because it hands messages over by reference.
/// </summary>
public static class GrainContracts
{
    /// <summary>What is wrong with the grains of these assemblies and with everything they send; empty if nothing is.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<Assembly> grainAssemblies) =>
        Check([.. grainAssemblies.Distinct().SelectMany(GrainClass.In)]);

    /// <summary>The aliases of a type, interface or method.</summary>
    internal static IEnumerable<string> Aliases(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => alias.Alias);

    internal static IReadOnlyList<string> Check(IReadOnlyList<GrainClass> classes)
    {
        Type[] faces = [.. classes.SelectMany(grain => grain.Interfaces).Distinct().OrderBy(face => face.FullName, StringComparer.Ordinal)];
        var messages = new MessageCheck();
        var problems = ClassCheck.Problems(classes).Concat(faces.SelectMany(face => InterfaceCheck.Problems(face, messages))).ToList();
        problems.AddRange(messages.Problems());
        problems.AddRange(Repeated(faces.Concat(messages.Seen)));
        return problems;
    }

    private static IEnumerable<string> Repeated(IEnumerable<Type> types) =>
        from type in types.Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).Distinct()
        from alias in Aliases(type)
        group type.FullName by alias into named
        where named.Count() > 1
        select $"The alias \"{named.Key}\" is given to {string.Join(" and ", named)}: give each its own.";
}
