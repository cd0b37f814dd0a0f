using LeadSail.Storage.States;

namespace LeadSail.Storage.Memory;

/// <summary>Read tables: rows by organization and id.</summary>
internal sealed class MemoryReadRows
{
    private readonly Dictionary<string, SortedDictionary<string, SortedDictionary<string, object?>>> tables = new(StringComparer.Ordinal);

    public IEnumerable<IReadOnlyDictionary<string, object?>> Of(string table) => tables.TryGetValue(table, out var rows) ? rows.Values : [];

    /// <summary>Checks a row, with those beside it, and returns what writes them.</summary>
    public Action Prepare(string key, ReadRow row, bool remove)
    {
        var write = PrepareOne(key, row, remove);
        return row.Also is null ? write : write + Prepare(key, row.Also, remove);
    }

    private Action PrepareOne(string key, ReadRow row, bool remove)
    {
        var (organization, id) = ReadRows.Place(key);
        (id, key) = row.Id is { } own ? (own, $"{organization}/{own}") : (id, key);
        var table = ReadRows.Name(row.Table);
        var values = row.Columns.Select(column => KeyValuePair.Create(ReadRows.Name(column.Name), ReadRows.Value(column))).ToList();
        return () =>
        {
            if (!tables.TryGetValue(table, out var rows))
                tables[table] = rows = new(StringComparer.Ordinal);
            if (remove)
                rows.Remove(key);
            else
                rows[key] = Merge(rows.GetValueOrDefault(key), organization, id, values);
        };
    }

    // A new object each time: whoever looks at a row keeps what was seen.
    private static SortedDictionary<string, object?> Merge(
        SortedDictionary<string, object?>? stored, string organization, string id, List<KeyValuePair<string, object?>> values)
    {
        SortedDictionary<string, object?> merged = stored is null ? new(StringComparer.Ordinal) : new(stored, StringComparer.Ordinal);
        merged["org"] = organization;
        merged["id"] = id;
        foreach (var (name, value) in values)
            merged[name] = value;
        return merged;
    }
}
