using System.Collections.Frozen;

namespace LeadSail.Places;

/// <summary>Geographic area codes of the North American Numbering Plan (Data/area-codes.csv, where its source and date stand).</summary>
public static class AreaCodes
{
    private static readonly FrozenDictionary<string, Area> ByCode = (
        from row in EmbeddedTable.Rows("area-codes.csv")
        let area = new Area([.. EmbeddedTable.Words(row[0])], [.. EmbeddedTable.Words(row[1])])
        from code in EmbeddedTable.Words(row[2])
        select (code, area)).ToFrozenDictionary(x => x.code, x => x.area, StringComparer.Ordinal);

    /// <summary>Every code that is a place.</summary>
    public static IReadOnlyDictionary<string, Area> All => ByCode;

    /// <summary>Where a three-digit code is; null for toll-free, personal, unassigned ones: they are no place.</summary>
    public static Area? Find(string code) => ByCode.GetValueOrDefault(code);
}
