using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Filters for any value.</summary>
internal static class ValueFilters
{
    /// <summary>What reading a date costs: a dozen forms are tried.</summary>
    private const int StepsForDate = 20;

    public static readonly Filter[] All =
    [
        new("date", 1, 1, Date),
        new("default", 0, 1, Default),
        new("size", 0, 0, (_, input, _) => Value.Size(input)),
    ];

    /// <summary>Formats a date; what is no date is left as it is.</summary>
    private static object? Date(Rendering rendering, object? input, Arguments arguments)
    {
        var format = Writing.ToText(rendering, arguments[0]);
        rendering.Charge(StepsForDate + format.Length);
        if (format.Length == 0 || DateReader.Read(input, rendering.Now) is not { } date) return input;
        return Strftime.Format(date, format);
    }

    private static object? Default(Rendering rendering, object? input, Arguments arguments)
    {
        var isEmpty = input switch
        {
            null => true,
            false => !Value.IsTruthy(arguments.AllowFalse),
            Special => true,
            _ => Compare.Equal(rendering, input, Special.Empty),
        };
        return isEmpty ? arguments.Count == 0 ? "" : arguments[0] : input;
    }
}
