using System.Text.Json;
using LeadSail.Prompts.Liquid.Tags;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>A name that does not exist, where a value was looked for.</summary>
internal sealed record Missing(string Name, int At);

/// <summary>The words <c>empty</c> and <c>blank</c>: only comparisons make sense of them.</summary>
internal sealed class Special
{
    public static readonly Special Empty = new();
    public static readonly Special Blank = new();

    private Special()
    {
    }
}

/// <summary>
/// Values are plain objects: null, bool, long, decimal, string, DateTimeOffset, dictionary, list, and our own <see cref="Special"/>
/// and <see cref="Loop"/>. Whatever comes out of the caller's data goes through <see cref="From"/> first.
/// </summary>
internal static class Value
{
    public static bool IsTruthy(object? value) => value is not (null or false);

    /// <summary>Brings a value of the caller's into one of the types above.</summary>
    public static object? From(object? value) => value switch
    {
        null or string or bool or long or decimal or DateTimeOffset or Special or Loop => value,
        int number => (long)number,
        double number => Number.From(number),
        JsonElement json => JsonValues.From(json),
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => value,
        _ => throw new ArgumentException($"A template cannot use a value of type {value.GetType()}; see LiquidScope.Data."),
    };

    /// <summary>Looks up <c>value.key</c> or <c>value[key]</c>; false if there is no such thing.</summary>
    public static bool TryGet(object? value, object? key, out object? found)
    {
        found = null;
        if (value is IReadOnlyDictionary<string, object?> map) return TryGet(map, key, out found);
        if (value is Loop loop) return key is string property && loop.TryGet(property, out found);
        return key switch
        {
            long index when value is IReadOnlyList<object?> list => TryGet(list, index, out found),
            "size" when value is IReadOnlyList<object?> or string => Found(Size(value), out found),
            "first" when value is IReadOnlyList<object?> or string => Found(First(value), out found),
            "last" when value is IReadOnlyList<object?> or string => Found(Last(value), out found),
            _ => false,
        };
    }

    public static long Size(object? value) => value switch
    {
        string text => Characters.Count(text),
        IReadOnlyList<object?> list => list.Count,
        IReadOnlyDictionary<string, object?> map => map.Count,
        _ => 0,
    };

    public static object? First(object? value) => value switch
    {
        string text => text.Length == 0 ? null : Characters.Slice(text, 0, 1),
        IReadOnlyList<object?> list => list.Count == 0 ? null : From(list[0]),
        IReadOnlyDictionary<string, object?> map => map.Select(Pair).FirstOrDefault(),
        _ => null,
    };

    public static object? Last(object? value) => value switch
    {
        string text => text.Length == 0 ? null : Characters.Slice(text, Characters.Count(text) - 1, 1),
        IReadOnlyList<object?> list => list.Count == 0 ? null : From(list[^1]),
        _ => null,
    };

    /// <summary>An entry of a dictionary, as loops and <c>first</c> see it: key and value.</summary>
    public static object?[] Pair(KeyValuePair<string, object?> entry) => [entry.Key, From(entry.Value)];

    private static bool TryGet(IReadOnlyDictionary<string, object?> map, object? key, out object? found)
    {
        found = null;
        if (key is not string name) return false;
        if (map.TryGetValue(name, out found)) return Found(From(found), out found);
        return name switch
        {
            "size" => Found((long)map.Count, out found),
            "first" => Found(First(map), out found),
            _ => false,
        };
    }

    private static bool TryGet(IReadOnlyList<object?> list, long index, out object? found)
    {
        if (index < 0) index += list.Count;
        if (index >= 0 && index < list.Count) return Found(From(list[(int)index]), out found);
        found = null;
        return false;
    }

    private static bool Found(object? value, out object? found)
    {
        found = value;
        return true;
    }
}
