using System.Collections.Immutable;
using System.Reflection;

namespace LeadSail.Contracts;

/// <summary>Makes a value of any message type, with something in every member.</summary>
internal static class Sample
{
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = true,
        [typeof(decimal)] = 1.5m,
        [typeof(Guid)] = new Guid("00000000-0000-0000-0000-000000000007"),
        [typeof(DateTime)] = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(-5)),
        [typeof(DateOnly)] = new DateOnly(2026, 1, 5),
        [typeof(TimeOnly)] = new TimeOnly(9, 30),
        [typeof(TimeSpan)] = TimeSpan.FromMinutes(7),
        [typeof(Uri)] = new Uri("https://example.com/"),
        [typeof(GrainId)] = GrainId.Create("call", "org/int_1"),
    };

    public static object? Of(Type type)
    {
        if (Known.TryGetValue(type, out var value))
            return value;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type.IsPrimitive)
            return Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsInterface)
            return null;
        if (type.IsGenericType && type.Namespace == typeof(ImmutableArray).Namespace)
            return Collection(type);
        if (type.IsAbstract)
            return Of(type.Assembly.GetTypes().First(kind => kind.BaseType == type));

        return Object(type);
    }

    private static object? Object(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var constructor = type.GetConstructors(All).Where(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type)
            .OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
        foreach (var property in type.GetProperties(All).Where(property => property.SetMethod is not null && property.IsDefined(typeof(IdAttribute))))
            property.SetValue(made, Of(property.PropertyType));
        return made;
    }

    private static object? Collection(Type type)
    {
        var arguments = type.GetGenericArguments();
        var maker = typeof(ImmutableArray).Assembly.GetType($"{type.Namespace}.{type.Name.Split('`')[0]}")!;
        if (arguments.Length == 2)
        {
            var empty = type.GetField("Empty")!.GetValue(null)!;
            return type.GetMethod("SetItem")!.Invoke(empty, [Of(arguments[0]), Of(arguments[1])]);
        }

        var make = maker.GetMethods().Single(method => method.Name == "Create" && method.GetParameters() is [{ ParameterType.IsGenericParameter: true }]);
        return make.MakeGenericMethod(arguments).Invoke(null, [Of(arguments[0])]);
    }
}
