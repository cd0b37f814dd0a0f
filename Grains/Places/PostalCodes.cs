using System.Collections.Frozen;
using System.Globalization;

namespace LeadSail.Places;

/// <summary>US ZIP codes by prefix, Canadian postal codes by first letter (Data/postal-codes.csv).</summary>
public static class PostalCodes
{
    private static readonly FrozenDictionary<string, Area> ByPrefix = (
        from row in EmbeddedTable.Rows("postal-codes.csv")
        let area = new Area([.. EmbeddedTable.Words(row[1])], [.. EmbeddedTable.Words(row[2])])
        from prefix in Expand(row[0])
        select (prefix, area)).ToFrozenDictionary(x => x.prefix, x => x.area, StringComparer.Ordinal);

    /// <summary>Every prefix with what it says.</summary>
    public static IReadOnlyDictionary<string, Area> All => ByPrefix;

    /// <summary>Where a code is: "75201", "75201-1234", "K1A 0B1" or "K1A". Null for any other shape, and for military and unassigned prefixes.</summary>
    public static Area? Find(string text)
    {
        var code = string.Concat(text.Where(c => c is not (' ' or '-'))).ToUpperInvariant();
        var shape = string.Concat(code.Select(c => char.IsAsciiDigit(c) ? '0' : char.IsAsciiLetter(c) ? 'A' : '?'));
        return shape switch
        {
            "A0A" or "A0A0A0" => ByPrefix.GetValueOrDefault(code[..1]),
            "00000" or "000000000" => ByPrefix.GetValueOrDefault(code[..5]) ?? ByPrefix.GetValueOrDefault(code[..4]) ?? ByPrefix.GetValueOrDefault(code[..3]),
            _ => null,
        };
    }

    private static IEnumerable<string> Expand(string cell)
    {
        if (cell.Split('-') is not [var first, var last])
            return [cell];
        var from = int.Parse(first, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, int.Parse(last, CultureInfo.InvariantCulture) - from + 1).Select(n => n.ToString("000", CultureInfo.InvariantCulture));
    }
}
