using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Filters that look at one property of each item of a list.</summary>
internal static class PropertyFilters
{
    public static readonly Filter[] All =
    [
        new("map", 1, 1, (r, input, a) => Lists.From(r, input).ConvertAll(item => Get(r, item, a[0]))),
        new("compact", 0, 1, (r, input, a) => Lists.From(r, input).FindAll(item => Key(r, item, a) is not null)),
        new("sum", 0, 1, (r, input, a) => Lists.From(r, input).Aggregate((object)0L, (x, item) => NumberFilters.Add(x, Key(r, item, a)))),
        new("uniq", 0, 1, Unique),
        new("where", 1, 2, (r, input, a) => Search(r, input, a, items => Items(items, matching: true))),
        new("reject", 1, 2, (r, input, a) => Search(r, input, a, items => Items(items, matching: false))),
        new("has", 1, 2, (r, input, a) => Search(r, input, a, items => items.Exists(item => item.Matches))),
        new("find", 1, 2, (r, input, a) => Search(r, input, a, items => items.Find(item => item.Matches).Item)),
        new("find_index", 1, 2, (r, input, a) => Search(r, input, a, IndexOf)),
    ];

    /// <summary>A property of an item. Of a text, the part itself if it is in it, as in Ruby; a number has none.</summary>
    public static object? Get(Rendering rendering, object? item, object? property)
    {
        rendering.Charge(1 + JsonValues.StepsToSearch(item));
        switch (item)
        {
            case IReadOnlyDictionary<string, object?> map:
                return property is string key && map.TryGetValue(key, out var value) ? Value.From(value) : null;
            case string text when property is string part:
                rendering.ChargeText(text.Length);
                return text.Contains(part, StringComparison.Ordinal) ? part : null;
            case long:
                throw rendering.Error($"a number has no property '{Writing.ToText(rendering, property)}'");
            default:
                return null;
        }
    }

    private static object? IndexOf(List<(object? Item, bool Matches)> marked) =>
        marked.FindIndex(item => item.Matches) is var index and >= 0 ? (long)index : null;

    private static object?[] Items(List<(object? Item, bool Matches)> marked, bool matching) =>
        [.. marked.Where(item => item.Matches == matching).Select(item => item.Item)];

    private static object? Key(Rendering rendering, object? item, Arguments arguments) =>
        arguments[0] is { } property ? Get(rendering, item, property) : item;

    /// <summary>
    /// Marks each item by whether its property has the value looked for, or any true value if none is given. An item that cannot
    /// have properties ends the search with nil, as in Liquid.
    /// </summary>
    private static object? Search(
        Rendering rendering, object? input, Arguments arguments, Func<List<(object? Item, bool Matches)>, object?> choose)
    {
        var (property, wanted) = (arguments[0], arguments[1]);
        var marked = new List<(object? Item, bool Matches)>();
        foreach (var item in Lists.From(rendering, input))
        {
            if (item is not (string or long or IReadOnlyDictionary<string, object?>)) return null;
            var value = Get(rendering, item, property);
            marked.Add((item, wanted is null ? Value.IsTruthy(value) : Compare.Equal(rendering, value, wanted)));
        }
        return choose(marked);
    }

    private static List<object?> Unique(Rendering rendering, object? input, Arguments arguments)
    {
        var seen = new HashSet<ValueTuple<object?>>(new Same(rendering));
        return Lists.From(rendering, input).FindAll(item => seen.Add(new(Key(rendering, item, arguments))));
    }

    private sealed class Same(Rendering rendering) : IEqualityComparer<ValueTuple<object?>>
    {
        public bool Equals(ValueTuple<object?> x, ValueTuple<object?> y)
        {
            rendering.Charge(1);
            return Compare.Equal(rendering, x.Item1, y.Item1);
        }

        public int GetHashCode(ValueTuple<object?> value) => value.Item1 switch
        {
            string text => text.GetHashCode(StringComparison.Ordinal),
            long or decimal => Number.ToDecimal(value.Item1).GetHashCode(),
            _ => 0,
        };
    }
}
