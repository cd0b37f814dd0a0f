using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace LeadSail.Places;

/// <summary>Countries and their zones (Data/countries.csv). The territories of the US are states here: PR is US-PR.</summary>
public static class Countries
{
    private static readonly string[] Territories = ["AS", "GU", "MP", "PR", "VI"];

    private static readonly (string Code, string Name, string[] Also, Area Area)[] Rows =
        [.. EmbeddedTable.Rows("countries.csv").Select(r => (r[0], r[1], EmbeddedTable.Words(r[2], ';'), new Area([PlaceOf(r[0])], [.. EmbeddedTable.Words(r[3])])))];

    private static readonly FrozenDictionary<string, (string Name, Area Area)> ByText = Rows
        .SelectMany(r => r.Also.Append(r.Code).Append(r.Name), (r, text) => (text, r))
        .ToFrozenDictionary(x => x.text, x => (x.r.Name, x.r.Area), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> OfZone = Rows
        .SelectMany(c => c.Area.Zones, (c, zone) => (zone, place: c.Area.Places[0]))
        .DistinctBy(x => x.zone)
        .ToFrozenDictionary(x => x.zone, x => x.place, StringComparer.Ordinal);

    /// <summary>Every country of the table, by its code, with what it says.</summary>
    public static IEnumerable<KeyValuePair<string, Area>> All => Rows.Select(c => KeyValuePair.Create(c.Code, c.Area));

    /// <summary>By ISO 3166-1 alpha-2 code or by name, in any case; null when it is neither.</summary>
    public static Area? Find(string text) => ByText.TryGetValue(text.Trim(), out var found) ? found.Area : null;

    /// <summary>The country that keeps an IANA zone ("US" for America/Chicago and for US/Central); null for clocks of no country, such as UTC.</summary>
    public static string? PlaceOfZone(string zone) =>
        OfZone.GetValueOrDefault(zone) ?? OfZone.GetValueOrDefault(TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(zone, out var canonical) ? canonical : zone);

    internal static string? Name(string code) => ByText.TryGetValue(code, out var found) ? found.Name : null;

    private static string PlaceOf(string country) => Territories.Contains(country) ? "US-" + country : country;
}
