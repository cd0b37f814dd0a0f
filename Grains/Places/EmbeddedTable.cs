namespace LeadSail.Places;

/// <summary>A table of this assembly: comma-separated, "#" lines are comments, then a header, then rows. The last column may contain commas.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of <paramref name="name"/>, each with as many trimmed cells as the header has.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        var lines = Text(name).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        var columns = lines[0].Split(',').Length;
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',', columns, StringSplitOptions.TrimEntries);
            if (cells.Length != columns)
                throw new InvalidDataException($"{name}: '{line}' has {cells.Length} cells, the header {columns}.");
            yield return cells;
        }
    }

    /// <summary>The table as it was built in, comments included.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidDataException($"The table {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The parts of a cell that holds several values.</summary>
    public static string[] Words(string cell, char separator = ' ') =>
        cell.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
