using System.Globalization;
using System.Text;

namespace LeadSail.Prompts.Liquid.Values;

/// <summary>Formats an instant as Ruby's <c>strftime</c> does: <c>%[flags][width]directive</c>, the flags being <c>- 0 ^ # _ :</c>.</summary>
internal static class Strftime
{
    private const int WidestField = 100;

    private static readonly DateTimeFormatInfo English = CultureInfo.InvariantCulture.DateTimeFormat;

    public static string Format(DateTimeOffset at, string format)
    {
        var output = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || !Directive(output, at, format, ref i)) output.Append(format[i]);
        }
        return output.ToString();
    }

    /// <summary>Writes the directive at this place and moves to its last character; one that is unknown is left as it is.</summary>
    private static bool Directive(StringBuilder output, DateTimeOffset at, string format, ref int index)
    {
        var i = index + 1;
        char padding = '\0', casing = '\0';
        var colon = false;
        for (; i < format.Length && format[i] is '-' or '0' or '^' or '#' or '_' or ':'; i++)
        {
            if (format[i] is '^' or '#') casing = format[i];
            else if (format[i] == ':') colon = true;
            else padding = format[i];
        }
        var width = 0;
        for (; i < format.Length && char.IsAsciiDigit(format[i]); i++) width = Math.Min(width * 10 + format[i] - '0', WidestField);
        if (i >= format.Length || Field(at, format[i], colon, width) is not { } field) return false;

        var text = field.Text;
        if (casing == '^' || casing == '#' && text.Any(char.IsLower)) text = text.ToUpperInvariant();
        else if (casing == '#') text = text.ToLowerInvariant();
        var pad = padding switch { '0' => '0', '_' => ' ', _ => field.Pad };
        if (padding != '-') text = text.PadLeft(width > 0 ? width : field.Width, pad);
        output.Append(text);
        index = i;
        return true;
    }

    /// <summary>A directive's text, unpadded, with its usual width and padding.</summary>
    private static (string Text, int Width, char Pad)? Field(DateTimeOffset at, char directive, bool colon, int width) => directive switch
    {
        'Y' => Digits(at.Year, 1),
        'C' => Digits(at.Year / 100, 2),
        'y' => Digits(at.Year % 100, 2),
        'm' => Digits(at.Month, 2),
        'd' => Digits(at.Day, 2),
        'e' => Spaced(at.Day),
        'j' => Digits(at.DayOfYear, 3),
        'H' => Digits(at.Hour, 2),
        'k' => Spaced(at.Hour),
        'I' => Digits((at.Hour + 11) % 12 + 1, 2),
        'l' => Spaced((at.Hour + 11) % 12 + 1),
        'M' => Digits(at.Minute, 2),
        'S' => Digits(at.Second, 2),
        'L' => Digits(at.Millisecond, 3),
        'N' => Fraction(at, width == 0 ? 9 : width),
        's' => Digits(at.ToUnixTimeSeconds(), 1),
        'u' => Digits(((int)at.DayOfWeek + 6) % 7 + 1, 1),
        'w' => Digits((int)at.DayOfWeek, 1),
        'G' => Digits(ISOWeek.GetYear(at.DateTime), 1),
        'g' => Digits(ISOWeek.GetYear(at.DateTime) % 100, 2),
        'V' => Digits(ISOWeek.GetWeekOfYear(at.DateTime), 2),
        'U' => Digits((at.DayOfYear + 6 - (int)at.DayOfWeek) / 7, 2),
        'W' => Digits((at.DayOfYear + 6 - ((int)at.DayOfWeek + 6) % 7) / 7, 2),
        'B' => Words(English.GetMonthName(at.Month)),
        'b' or 'h' => Words(English.GetAbbreviatedMonthName(at.Month)),
        'A' => Words(English.GetDayName(at.DayOfWeek)),
        'a' => Words(English.GetAbbreviatedDayName(at.DayOfWeek)),
        'p' => Words(at.Hour < 12 ? "AM" : "PM"),
        'P' => Words(at.Hour < 12 ? "am" : "pm"),
        'z' => Words(Offset(at, colon)),
        'Z' => Words(at.Offset == TimeSpan.Zero ? "UTC" : Offset(at, colon: true)),
        'D' or 'x' => Words(Format(at, "%m/%d/%y")),
        'F' => Words(Format(at, "%Y-%m-%d")),
        'T' or 'X' => Words(Format(at, "%H:%M:%S")),
        'R' => Words(Format(at, "%H:%M")),
        'r' => Words(Format(at, "%I:%M:%S %p")),
        'c' => Words(Format(at, "%a %b %e %H:%M:%S %Y")),
        'v' => Words(Format(at, "%e-%^b-%Y")),
        'n' => Words("\n"),
        't' => Words("\t"),
        '%' => Words("%"),
        _ => null,
    };

    private static (string, int, char) Digits(long value, int width) => (value.ToString(CultureInfo.InvariantCulture), width, '0');

    private static (string, int, char) Spaced(int value) => (value.ToString(CultureInfo.InvariantCulture), 2, ' ');

    private static (string, int, char) Words(string text) => (text, 0, ' ');

    private static (string, int, char) Fraction(DateTimeOffset at, int digits)
    {
        var ticks = (at.Ticks % TimeSpan.TicksPerSecond).ToString("D7", CultureInfo.InvariantCulture);
        return (ticks.PadRight(digits, '0')[..digits], 0, '0');
    }

    private static string Offset(DateTimeOffset at, bool colon)
    {
        var offset = at.Offset.Duration();
        var sign = at.Offset < TimeSpan.Zero ? "-" : "+";
        return sign + offset.ToString(colon ? "hh\\:mm" : "hhmm", CultureInfo.InvariantCulture);
    }
}
