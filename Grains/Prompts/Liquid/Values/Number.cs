using System.Globalization;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>
/// Numbers as Liquid sees them: whole (long) or with a fraction (decimal). Arithmetic of two whole numbers stays whole; too large a
/// result is an <see cref="OverflowException"/>.
/// </summary>
internal static class Number
{
    /// <summary>The number a value stands for; 0 if it stands for none.</summary>
    public static object Of(object? value) => value switch
    {
        long or decimal => value,
        string text => Parse(text),
        _ => 0L,
    };

    /// <summary>A double as decimal, which has no rounding noise; one out of decimal's range is only a text.</summary>
    public static object From(double value) =>
        Math.Abs(value) < 7.9e28 ? (decimal)value : value.ToString("R", CultureInfo.InvariantCulture);

    public static decimal ToDecimal(object number) => number is long whole ? whole : (decimal)number;

    /// <summary>The whole part of the number a value stands for.</summary>
    public static long Truncate(object? value) => Of(value) is var number && number is long whole ? whole : Saturate((decimal)number);

    /// <summary>A whole number, or null if the value is not exactly one: <c>2.0</c> and <c>'x'</c> are not.</summary>
    public static long? Whole(object? value) => value switch
    {
        long whole => whole,
        string text => long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : null,
        _ => null,
    };

    public static string Format(decimal number) => number.ToString("0.0###########################", CultureInfo.InvariantCulture);

    private static object Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.StartsWith('-') || trimmed.StartsWith('+') ? 1 : 0;
        var end = digits;
        while (end < trimmed.Length && char.IsAsciiDigit(trimmed[end])) end++;
        if (end == digits) return 0L;
        if (end + 1 < trimmed.Length && trimmed[end] == '.' && !trimmed[(end + 1)..].ContainsAnyExceptInRange('0', '9'))
            return decimal.Parse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return long.Parse(trimmed[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static long Saturate(decimal number) =>
        number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)number;
}
