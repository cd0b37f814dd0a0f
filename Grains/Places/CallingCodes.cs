using System.Collections.Frozen;

namespace LeadSail.Places;

/// <summary>Country calling codes (Data/calling-codes.csv).</summary>
public static class CallingCodes
{
    private static readonly FrozenDictionary<string, string[]> ByPrefix = EmbeddedTable.Rows("calling-codes.csv")
        .ToFrozenDictionary(r => r[0], r => EmbeddedTable.Words(r[1]), StringComparer.Ordinal);

    private static readonly int Longest = ByPrefix.Keys.Max(p => p.Length);

    /// <summary>Every prefix with its countries.</summary>
    public static IReadOnlyDictionary<string, string[]> All => ByPrefix;

    /// <summary>The longest known prefix of an international number, given without "+"; null when no country code is known.</summary>
    public static string? PrefixOf(string digits)
    {
        for (var length = Math.Min(Longest, digits.Length); length > 0; length--)
        {
            if (ByPrefix.ContainsKey(digits[..length]))
                return digits[..length];
        }
        return null;
    }

    /// <summary>Where a prefix is, over all its countries; null when it belongs to none, as satellite numbers do.</summary>
    public static Area? Find(string prefix) =>
        ByPrefix.GetValueOrDefault(prefix, []).Select(Countries.Find).OfType<Area>().DefaultIfEmpty().Aggregate((one, two) => one!.Or(two!));

    /// <summary>Whether numbers of the country begin with +1.</summary>
    public static bool IsNorthAmerican(string country) => ByPrefix["1"].Contains(country.Trim(), StringComparer.OrdinalIgnoreCase);
}
