using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Hours;
using LeadSail.Places;
using NodaTime;
using NodaTime.Text;

namespace LeadSail.LegalHours;

/// <summary>The legal calling hours (legal-hours.csv). A row without citation, effective date or readable window stops the process at first use.</summary>
public static class LegalTable
{
    private const string Elsewhere = "*";

    private static readonly string[] Tables =
        ["legal-hours.csv", "area-codes.csv", "calling-codes.csv", "countries.csv", "postal-codes.csv", "regions.csv"];

    private static readonly FrozenDictionary<string, ImmutableArray<LegalRule>> ByPlace = EmbeddedTable.Rows(Tables[0]).Select(Parse)
        .GroupBy(r => r.Place).ToFrozenDictionary(g => g.Key, g => InForce([.. g.OrderBy(r => r.Effective)]), StringComparer.Ordinal);

    /// <summary>Every row.</summary>
    public static IEnumerable<LegalRule> All => ByPlace.Values.SelectMany(rules => rules);

    /// <summary>Names what a verdict was made of: a hash of the law and of the tables of places, and the time zone database.</summary>
    public static string Version { get; } =
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Tables.Select(EmbeddedTable.Text)))))[..12]}/tzdb-{DateTimeZoneProviders.Tzdb.VersionId.Split(' ')[1]}";

    /// <summary>All that counts in a place, the narrower area first: Texas and the US for US-TX; the house rule where no law is known.</summary>
    public static IEnumerable<LegalRule> For(string place)
    {
        var rules = new[] { place, place.Split('-')[0] }.Distinct().SelectMany(p => ByPlace.GetValueOrDefault(p, [])).ToList();
        return rules.Count > 0 ? rules : ByPlace[Elsewhere];
    }

    /// <summary>Reads a row; throws <see cref="InvalidDataException"/> that names it and what is missing.</summary>
    public static LegalRule Parse(string[] row)
    {
        if (row is not [{ Length: > 0 } place, var effective, var weekdays, var saturday, var sunday, var calls, var hours, var authority, var verified, { Length: > 0 } citation])
            throw Bad(row, "place and citation are required");
        if (!LocalDatePattern.Iso.Parse(effective).TryGetValue(default, out var from))
            throw Bad(row, "the effective date is required");
        if (!Enum.TryParse<Authority>(authority, ignoreCase: true, out var source) || verified is not ("yes" or "no"))
            throw Bad(row, "authority is primary, secondary or house; verified is yes or no");
        var week = new WeeklyWindows(day => Day(row, day switch { IsoDayOfWeek.Saturday => saturday, IsoDayOfWeek.Sunday => sunday, _ => weekdays }));
        var cap = calls.Length == 0 ? null : new LegalCap(int.Parse(calls, CultureInfo.InvariantCulture), int.Parse(hours, CultureInfo.InvariantCulture), citation);
        return new(place, week, from, cap, source, verified == "yes", citation);
    }

    private static IEnumerable<TimeWindow> Day(string[] row, string cell) => cell == "closed" ? [] :
        EmbeddedTable.Words(cell).Select(w => w.Split('-') is [var start, var end] && TimeWindow.TryParse(start, end) is { } window ? window : throw Bad(row, $"'{w}' is no window"));

    /// <summary>Each row of a place counts until the next one does.</summary>
    private static ImmutableArray<LegalRule> InForce(LegalRule[] rules) =>
        [.. rules.Select((r, i) => r with { Dialling = r.Dialling with { Until = i + 1 < rules.Length ? rules[i + 1].Effective : null } })];

    private static InvalidDataException Bad(string[] row, string why) => new($"{Tables[0]}: '{string.Join(',', row)}': {why}.");
}
