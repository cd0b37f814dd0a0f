using LeadSail.Prompts.Liquid.Values;

namespace LeadSail.Prompts.Liquid.Filters;

/// <summary>Arithmetic. Whole numbers stay whole; division and remainder round down, as in Ruby.</summary>
internal static class NumberFilters
{
    public static readonly Filter[] All =
    [
        new("abs", 0, 0, (_, input, _) => Number.Of(input) is var n && n is long whole ? (object)Math.Abs(whole) : Math.Abs((decimal)n)),
        new("at_least", 1, 1, (_, input, a) => Pick(input, a[0], isLarger: true)),
        new("at_most", 1, 1, (_, input, a) => Pick(input, a[0], isLarger: false)),
        new("ceil", 0, 0, (_, input, _) => ToWhole(input, decimal.Ceiling)),
        new("floor", 0, 0, (_, input, _) => ToWhole(input, decimal.Floor)),
        new("round", 0, 1, (_, input, a) => Round(Number.Of(input), Number.Truncate(a[0]))),
        new("plus", 1, 1, (_, input, a) => Add(input, a[0])),
        new("minus", 1, 1, (_, input, a) => Calculate(input, a[0], (x, y) => checked(x - y), (x, y) => x - y)),
        new("times", 1, 1, (_, input, a) => Calculate(input, a[0], (x, y) => checked(x * y), (x, y) => x * y)),
        new("divided_by", 1, 1, (r, input, a) => Calculate(input, Divisor(r, a[0]), FloorDivide, (x, y) => x / y)),
        new("modulo", 1, 1, (r, input, a) => Calculate(input, Divisor(r, a[0]), FloorModulo, (x, y) => x - y * decimal.Floor(x / y))),
    ];

    public static object Add(object? a, object? b) => Calculate(a, b, (x, y) => checked(x + y), (x, y) => x + y);

    private static object Calculate(object? a, object? b, Func<long, long, long> whole, Func<decimal, decimal, decimal> fractional) =>
        (Number.Of(a), Number.Of(b)) is (long x, long y)
            ? (object)whole(x, y)
            : fractional(Number.ToDecimal(Number.Of(a)), Number.ToDecimal(Number.Of(b)));

    private static object Pick(object? a, object? b, bool isLarger)
    {
        var (x, y) = (Number.Of(a), Number.Of(b));
        return Number.ToDecimal(x) > Number.ToDecimal(y) == isLarger ? x : y;
    }

    private static object ToWhole(object? value, Func<decimal, decimal> round) =>
        Number.Of(value) is var number && number is long ? number : (long)round((decimal)number);

    private static object Round(object number, long digits)
    {
        if (number is long && digits >= 0) return number;
        var value = Number.ToDecimal(number);
        if (digits > 0) return Math.Round(value, (int)Math.Min(digits, 28), MidpointRounding.AwayFromZero);
        var unit = 1m;
        for (; digits < 0; digits++)
        {
            if (unit > Math.Abs(value) * 10) return 0L;
            unit *= 10;
        }
        return (long)(Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit);
    }

    private static object Divisor(Rendering rendering, object? value)
    {
        var divisor = Number.Of(value);
        return Number.ToDecimal(divisor) == 0 ? throw rendering.Error("divided by 0") : divisor;
    }

    private static long FloorDivide(long x, long y)
    {
        var quotient = checked(x / y);
        return x % y != 0 && x < 0 != y < 0 ? quotient - 1 : quotient;
    }

    private static long FloorModulo(long x, long y)
    {
        var remainder = x % y;
        return remainder != 0 && remainder < 0 != y < 0 ? remainder + y : remainder;
    }
}
