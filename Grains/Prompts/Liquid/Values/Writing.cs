using System.Globalization;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Turns values into text.</summary>
internal static class Writing
{
    public static string ToText(Rendering rendering, object? value) => value switch
    {
        string text => text,
        IReadOnlyList<object?> or IReadOnlyDictionary<string, object?> => rendering.Capture(() => Write(rendering, value)),
        _ => Scalar(value),
    };

    public static void Write(Rendering rendering, object? value) => Write(rendering, value, 0);

    private static void Write(Rendering rendering, object? value, int depth)
    {
        rendering.CheckDepth(depth);
        switch (value)
        {
            case IReadOnlyList<object?> list and not IntegerRange:
                foreach (var item in list)
                {
                    rendering.Charge(1);
                    Write(rendering, Value.From(item), depth + 1);
                }
                break;
            case IReadOnlyDictionary<string, object?>:
                Inspect(rendering, value, depth);
                break;
            default:
                rendering.Write(Scalar(value));
                break;
        }
    }

    private static string Scalar(object? value) => value switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => Number.Format(number),
        bool truth => truth ? "true" : "false",
        DateTimeOffset instant => Strftime.Format(instant, "%Y-%m-%d %H:%M:%S %z"),
        IntegerRange range => string.Create(CultureInfo.InvariantCulture, $"{range.First}..{range.Last}"),
        _ => "",
    };

    /// <summary>An object is written for the author of a template to see what is in it: <c>{"a"=>1, "b"=>[nil]}</c>.</summary>
    private static void Inspect(Rendering rendering, object? value, int depth)
    {
        rendering.CheckDepth(depth);
        switch (value)
        {
            case null:
                rendering.Write("nil");
                break;
            case string text:
                rendering.Write($"\"{text}\"");
                break;
            case IReadOnlyDictionary<string, object?> map:
                InspectAll(rendering, "{", map, "}", entry =>
                {
                    rendering.Write($"\"{entry.Key}\"=>");
                    Inspect(rendering, Value.From(entry.Value), depth + 1);
                });
                break;
            case IReadOnlyList<object?> list and not IntegerRange:
                InspectAll(rendering, "[", list, "]", item => Inspect(rendering, Value.From(item), depth + 1));
                break;
            default:
                rendering.Write(Scalar(value));
                break;
        }
    }

    private static void InspectAll<T>(Rendering rendering, string open, IEnumerable<T> items, string close, Action<T> inspect)
    {
        rendering.Write(open);
        var separator = "";
        foreach (var item in items)
        {
            rendering.Charge(1);
            rendering.Write(separator);
            separator = ", ";
            inspect(item);
        }
        rendering.Write(close);
    }
}
