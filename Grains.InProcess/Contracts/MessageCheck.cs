using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Contracts;

/// <summary>
/// What travels: plain values, immutable collections, references to grains, and types of ours that say how they are serialised
/// and that they never change, down to their last member.
/// </summary>
internal sealed class MessageCheck
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Uri), typeof(GrainId),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>),
    ];

    private readonly Dictionary<Type, string> seen = [];
    private readonly List<string> problems = [];

    /// <summary>The types of ours that travel.</summary>
    public IEnumerable<Type> Seen => seen.Keys;

    public IReadOnlyList<string> Problems() => problems;

    /// <summary>Checks a type and everything in it, once.</summary>
    /// <param name="type">The type.</param>
    /// <param name="where">Where it is used, for the message.</param>
    public void Add(Type type, string where)
    {
        if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)))
            return;

        if (type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GetGenericArguments())
                Add(argument, where);
            return;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            problems.Add($"{where}: {type} cannot travel; use a plain value, an immutable collection, or a type with [GenerateSerializer].");
        else if (seen.TryAdd(type, where))
            CheckOwn(type);
    }

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private void CheckOwn(Type type)
    {
        var changeable = typeof(Exception).IsAssignableFrom(type);
        if (!GrainContracts.Aliases(type).Any())
            problems.Add($"{type}: give it an [Alias].");
        if (!changeable && !type.IsDefined(typeof(ImmutableAttribute), inherit: false))
            problems.Add($"{type}: mark it [Immutable]; messages are handed over by reference.");
        if (type.BaseType is { } parent && parent.Assembly == type.Assembly)
            Add(parent, type.ToString());
        foreach (var kind in type.Assembly.GetTypes().Where(kind => kind.BaseType == type).OrderBy(kind => kind.FullName, StringComparer.Ordinal))
            Add(kind, $"{type}, as one of its kinds");

        CheckMembers(type, changeable);
    }

    private void CheckMembers(Type type, bool changeable)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var numbers = new HashSet<uint>();
        foreach (var field in type.GetFields(Own).Where(field => !field.IsDefined(typeof(NonSerializedAttribute))))
        {
            var property = field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is var end and > 0
                ? type.GetProperty(field.Name[1..end], Own)
                : null;
            var member = (MemberInfo?)property ?? field;
            var id = member.GetCustomAttribute<IdAttribute>() ?? field.GetCustomAttribute<IdAttribute>();
            if (id is null)
                problems.Add($"{type}.{member.Name}: give it an [Id], or it is not serialised.");
            else if (!numbers.Add(id.Id))
                problems.Add($"{type}.{member.Name}: [Id({id.Id})] is taken.");

            if (!changeable && !(property is null ? field.IsInitOnly : IsInitOnly(property)))
                problems.Add($"{type}.{member.Name}: it can be changed; make it init or get-only.");
            Add(field.FieldType, $"{type}.{member.Name}");
        }
    }
}
