using System.Collections.Concurrent;
using System.Text.Json;

namespace LeadSail;

/// <summary>Names of enum values as the API and the tables spell them: snake_case.</summary>
public static class Enums
{
    private static class Cache<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Names = new();
    }

    /// <summary>The name of a value.</summary>
    public static string Name<T>(T value) where T : struct, Enum =>
        Cache<T>.Names.GetOrAdd(value, static v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    /// <summary>The value of a name; null when there is none.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Name(value), name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All names, in the order of declaration.</summary>
    public static IEnumerable<string> Names<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Name);
}
