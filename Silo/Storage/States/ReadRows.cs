using LeadSail.Organizations;

namespace LeadSail.Storage.States;

/// <summary>What both stores make of read rows before they keep them.</summary>
internal static class ReadRows
{
    /// <summary>Organization and id of a grain that has history or a read row.</summary>
    public static (string Organization, string Id) Place(string key) =>
        key.Contains('/', StringComparison.Ordinal)
            ? (GrainKeys.OrganizationOf(key), GrainKeys.IdOf(key))
            : throw new ArgumentException($"The key \"{key}\" names no organization, so it can have neither history nor a read row.", nameof(key));

    /// <summary>A column's value as stored: text, a whole number or nothing.</summary>
    public static object? Value(ReadColumn column) => column.Value switch
    {
        null => null,
        string text => text,
        long number => number,
        int number => (long)number,
        bool flag => flag ? 1L : 0L,
        DateTimeOffset instant => Instants.ToMilliseconds(instant),
        var other => throw new ArgumentException($"The column \"{column.Name}\" holds a {other.GetType().Name}; a read row takes string, int, long, bool, DateTimeOffset or null."),
    };

    /// <summary>A table's or column's name, which is code: lower-case letters, digits and underscores.</summary>
    public static string Name(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : throw new ArgumentException($"\"{name}\" is no name of a table or column.", nameof(name));
}
