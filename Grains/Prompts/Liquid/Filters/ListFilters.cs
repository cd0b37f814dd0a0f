using System.Runtime.ExceptionServices;
using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Lists as a whole. What is not a list is taken as a list of one; lists within lists are flattened.</summary>
internal static class ListFilters
{
    public static readonly Filter[] All =
    [
        new("concat", 1, 1, Concat),
        new("first", 0, 0, (_, input, _) => Value.First(input)),
        new("last", 0, 0, (_, input, _) => Value.Last(input)),
        new("join", 0, 1, Join),
        new("reverse", 0, 0, (r, input, _) => Enumerable.Reverse(Lists.From(r, input)).ToArray()),
        new("sort", 0, 1, (r, input, a) => Sort(r, input, a[0], (x, y) => NilLast(r, x, y))),
        new("sort_natural", 0, 1, (r, input, a) => Sort(r, input, a[0], (x, y) => Natural(r, x, y))),
    ];

    private static List<object?> Concat(Rendering rendering, object? input, Arguments arguments)
    {
        if (arguments[0] is not IReadOnlyList<object?> more) throw rendering.Error("'concat' needs a list");
        var items = Lists.From(rendering, input);
        items.AddRange(Lists.Slice(rendering, more, 0, more.Count));
        return items;
    }

    private static string Join(Rendering rendering, object? input, Arguments arguments)
    {
        var separator = arguments.Count == 0 ? " " : Writing.ToText(rendering, arguments[0]);
        var items = Lists.From(rendering, input);
        return rendering.Capture(() =>
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0) rendering.Write(separator);
                Writing.Write(rendering, items[i]);
            }
        });
    }

    private static object?[] Sort(Rendering rendering, object? input, object? property, Comparison<object?> comparison)
    {
        var items = Lists.From(rendering, input);
        var name = property is null ? null : Writing.ToText(rendering, property);
        var keyed = items.ConvertAll(item => (Item: item, Key: name is null ? item : PropertyFilters.Get(rendering, item, name)));
        try
        {
            return [.. keyed.OrderBy(pair => pair.Key, Comparer<object?>.Create(comparison)).Select(pair => pair.Item)];
        }
        catch (InvalidOperationException e) when (e.InnerException is { } inner)
        {
            // The framework wraps what a comparison throws.
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static int NilLast(Rendering rendering, object? a, object? b)
    {
        rendering.Charge(1);
        if (a is null || b is null) return (a is null).CompareTo(b is null);
        return Compare.Order(rendering, a, b)
            ?? throw rendering.Error($"cannot compare {Compare.Kind(a)} with {Compare.Kind(b)}");
    }

    private static int Natural(Rendering rendering, object? a, object? b)
    {
        rendering.Charge(1);
        if (a is null || b is null) return (a is null).CompareTo(b is null);
        var (x, y) = (Writing.ToText(rendering, a), Writing.ToText(rendering, b));
        rendering.ChargeText(Math.Min(x.Length, y.Length));
        return string.Compare(x, y, StringComparison.OrdinalIgnoreCase);
    }
}
