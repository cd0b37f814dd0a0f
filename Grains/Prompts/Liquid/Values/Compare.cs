namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Equality and order. What it reads is charged, so that no comparison is free however long its sides are.</summary>
internal static class Compare
{
    public static bool Equal(Rendering rendering, object? a, object? b) => Equal(rendering, a, b, 0);

    /// <summary>Below 0, 0 or above 0; null if the two have no order. Text against number is an error, as in Liquid.</summary>
    public static int? Order(Rendering rendering, object? a, object? b)
    {
        switch (a, b)
        {
            case (long x, long y):
                return x.CompareTo(y);
            case (long or decimal, long or decimal):
                return Number.ToDecimal(a).CompareTo(Number.ToDecimal(b));
            case (string x, string y):
                rendering.ChargeText(Math.Min(x.Length, y.Length));
                return string.CompareOrdinal(x, y);
            case (DateTimeOffset x, DateTimeOffset y):
                return x.CompareTo(y);
            case (string or long or decimal or DateTimeOffset, string or long or decimal or DateTimeOffset):
                throw rendering.Error($"cannot compare {Kind(a)} with {Kind(b)}");
            default:
                return null;
        }
    }

    public static bool Contains(Rendering rendering, object? whole, object? part)
    {
        switch (whole)
        {
            case null or not (string or IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>):
            case var _ when part is null:
                return false;
            case string text:
                rendering.ChargeText(text.Length);
                return text.Contains(Writing.ToText(rendering, part), StringComparison.Ordinal);
            case IReadOnlyDictionary<string, object?> map:
                return part is string key && map.ContainsKey(key);
            default:
                foreach (var item in (IReadOnlyList<object?>)whole)
                {
                    rendering.Charge(1);
                    if (Equal(rendering, Value.From(item), part)) return true;
                }
                return false;
        }
    }

    public static string Kind(object? value) => value switch
    {
        null => "nil",
        string => "a text",
        long or decimal => "a number",
        bool => "true or false",
        DateTimeOffset => "a date",
        IReadOnlyList<object?> => "a list",
        _ => "an object",
    };

    private static bool Equal(Rendering rendering, object? a, object? b, int depth)
    {
        rendering.CheckDepth(depth);
        switch (a, b)
        {
            case (Special special, _):
                return Is(special, b);
            case (_, Special special):
                return Is(special, a);
            case (string x, string y):
                if (x.Length == y.Length) rendering.ChargeText(x.Length);
                return string.Equals(x, y, StringComparison.Ordinal);
            case (long or decimal, long or decimal):
                return Number.ToDecimal(a) == Number.ToDecimal(b);
            case (IntegerRange x, IntegerRange y):
                return x.First == y.First && x.Last == y.Last;
            case (IReadOnlyList<object?> x, IReadOnlyList<object?> y):
                if (x.Count != y.Count) return false;
                return x.Zip(y).All(pair => Same(pair.First, pair.Second));
            case (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y):
                if (x.Count != y.Count) return false;
                return x.All(entry => y.TryGetValue(entry.Key, out var other) && Same(entry.Value, other));
            default:
                return Equals(a, b);
        }

        bool Same(object? x, object? y)
        {
            rendering.Charge(1);
            return Equal(rendering, Value.From(x), Value.From(y), depth + 1);
        }
    }

    private static bool Is(Special special, object? value) => value switch
    {
        Special other => other == special,
        string text => special == Special.Empty ? text.Length == 0 : string.IsNullOrWhiteSpace(text),
        IReadOnlyList<object?> list => list.Count == 0,
        IReadOnlyDictionary<string, object?> map => map.Count == 0,
        _ => special == Special.Blank && !Value.IsTruthy(value),
    };
}
