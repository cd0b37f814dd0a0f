using System.Globalization;
using LeadSail.Http;

namespace LeadSail.Queries;

/// <summary>Values out of a query string. What is not there, or empty, is null; what cannot be read is 400.</summary>
internal static class QueryValues
{
    /// <summary>Characters of the longest text.</summary>
    public const int LongestText = 200;

    /// <summary>How many there are in the longest list.</summary>
    public const int MostItems = 100;

    /// <summary>Any text.</summary>
    public static string? Text(this IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        var text when text.Contains('\0', StringComparison.Ordinal) => throw RequestException.Invalid($"{name}: must not contain a NUL character"),
        { Length: > LongestText } => throw RequestException.Invalid(string.Create(CultureInfo.InvariantCulture, $"{name}: must have at most {LongestText} characters")),
        var text => text,
    };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool? Flag(this IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        "true" => true,
        "false" => false,
        _ => throw RequestException.Invalid($"{name}: must be true or false"),
    };

    /// <summary>A whole number within limits.</summary>
    public static int? Whole(this IQueryCollection query, string name, int least, int most) => query[name].ToString() switch
    {
        "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw RequestException.Invalid(string.Create(CultureInfo.InvariantCulture, $"{name}: must be a whole number from {least} to {most}")),
    };

    /// <summary>Texts separated by commas.</summary>
    public static IReadOnlyList<string>? List(this IQueryCollection query, string name)
    {
        var given = query[name].ToString();
        if (given.Length == 0)
        {
            return null;
        }

        var items = given.Split(',', StringSplitOptions.TrimEntries);
        return items.Length <= MostItems && items.All(item => item.Length is > 0 and <= LongestText && !item.Contains('\0', StringComparison.Ordinal))
            ? items
            : throw RequestException.Invalid(string.Create(CultureInfo.InvariantCulture, $"{name}: must be up to {MostItems} values, separated by commas"));
    }

    /// <summary>Names of an enumeration, separated by commas.</summary>
    public static IReadOnlyList<string>? Names<T>(this IQueryCollection query, string name) where T : struct, Enum =>
        query.List(name) is not { } given ? null
        : given.All(item => Enums.Parse<T>(item) is not null) ? given
        : throw RequestException.Invalid($"{name}: must be one of {string.Join(", ", Enums.Names<T>())}");

    /// <summary>An ISO 8601 instant, or a date, which is that day in UTC: its first millisecond, or its last.</summary>
    public static DateTimeOffset? Instant(this IQueryCollection query, string name, bool endOfDay = false)
    {
        var given = query[name].ToString();
        if (given.Length == 0)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
        {
            return endOfDay && day.Year < 9999 ? day.AddDays(1).AddMilliseconds(-1) : day;
        }

        return given.Length > 10 && given[10] == 'T' && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw RequestException.Invalid($"{name}: must be an ISO 8601 instant or date, e.g. 2026-11-18T17:00:00Z");
    }

    /// <summary>A pattern for <c>LIKE … ESCAPE '!'</c> that finds a text anywhere.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
