namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Lists as loops and filters take them; every item read costs a step.</summary>
internal static class Lists
{
    /// <summary>Any value as a flat list: nil is none, a single value is a list of one.</summary>
    public static List<object?> From(Rendering rendering, object? value)
    {
        var items = new List<object?>();
        if (value is not null) Flatten(rendering, value, items, 0);
        return items;
    }

    public static IReadOnlyList<object?> Slice(Rendering rendering, IReadOnlyList<object?> list, int start, int length)
    {
        // A range may be far longer than the steps left; it is cut without being written out.
        if (list is IntegerRange range) return range.Slice(start, length);
        rendering.Charge(start);
        rendering.Charge(length);
        return [.. list.Skip(start).Take(length).Select(Value.From)];
    }

    public static IReadOnlyList<object?> Pairs(Rendering rendering, IReadOnlyDictionary<string, object?> map)
    {
        rendering.Charge(map.Count);
        return [.. map.Select(Value.Pair)];
    }

    private static void Flatten(Rendering rendering, object? value, List<object?> items, int depth)
    {
        rendering.CheckDepth(depth);
        if (value is not IReadOnlyList<object?> list)
        {
            items.Add(value);
            return;
        }
        foreach (var item in list)
        {
            rendering.Charge(1);
            Flatten(rendering, Value.From(item), items, depth + 1);
        }
    }
}
