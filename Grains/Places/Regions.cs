using System.Collections.Frozen;

namespace LeadSail.Places;

/// <summary>States and territories of the US, provinces of Canada (Data/regions.csv).</summary>
public static class Regions
{
    private static readonly (string Place, string Name, string[] Also, Area Area)[] Rows =
        [.. EmbeddedTable.Rows("regions.csv").Select(r => (r[0], r[1], EmbeddedTable.Words(r[2], ';'), new Area([r[0]], [.. EmbeddedTable.Words(r[3])])))];

    private static readonly FrozenDictionary<string, Area> ByText = Rows
        .SelectMany(r => r.Also.Append(r.Name).Append(r.Place[3..]).Append(r.Place), (r, text) => (text, r.Area))
        .ToFrozenDictionary(x => x.text, x => x.Area, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> NameOf = Rows.ToFrozenDictionary(r => r.Place, r => r.Name, StringComparer.Ordinal);

    /// <summary>Every state, territory and province.</summary>
    public static IEnumerable<string> All => NameOf.Keys;

    /// <summary>By "TX", "Texas" or "US-TX", in any case; null when it is none of these.</summary>
    public static Area? Find(string text) => ByText.GetValueOrDefault(text.Trim());

    /// <summary>The name of a state or country as a sentence says it: "Texas" for US-TX, "Germany" for DE.</summary>
    public static string Name(string place) => NameOf.GetValueOrDefault(place) ?? Countries.Name(place) ?? place;
}
