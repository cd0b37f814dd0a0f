using System.Collections.Concurrent;
using System.Globalization;
using LeadSail.Storage.States;

namespace LeadSail.Storage.Sql;

/// <summary>Writes read rows of any table: the statement is made once per table and set of columns.</summary>
internal static class SqlReadRows
{
    private static readonly ConcurrentDictionary<string, string> Upserts = new(StringComparer.Ordinal);

    public static void Write(SqlSession session, string organization, string id, ReadRow row, bool remove)
    {
        for (var next = row; next is not null; next = next.Also)
            WriteOne(session, organization, id, next, remove);
    }

    private static void WriteOne(SqlSession session, string organization, string id, ReadRow row, bool remove)
    {
        if (remove)
        {
            session.Execute($"DELETE FROM {ReadRows.Name(row.Table)} WHERE org = @org AND id = @id", ("@org", organization), ("@id", row.Id ?? id));
            return;
        }

        var parameters = new (string, object?)[row.Columns.Length + 2];
        parameters[0] = ("@org", organization);
        parameters[1] = ("@id", row.Id ?? id);
        for (var i = 0; i < row.Columns.Length; i++)
            parameters[i + 2] = (row.Columns[i].Name, ReadRows.Value(row.Columns[i]));
        session.Execute(Upserts.GetOrAdd(Shape(row), static (_, row) => Upsert(row), row), parameters);
    }

    /// <summary>Table and columns: rows of one shape take one statement.</summary>
    public static string Shape(ReadRow row)
    {
        var shape = new System.Text.StringBuilder(row.Table);
        foreach (var column in row.Columns)
            shape.Append(' ').Append(column.Name);
        return shape.ToString();
    }

    /// <summary>The statement for rows of a shape.</summary>
    /// <param name="row">One of them.</param>
    /// <param name="source">What gives the values, <c>{0}</c> standing for the parameters.</param>
    public static string Upsert(ReadRow row, string source = "VALUES ({0})")
    {
        var names = row.Columns.Select(column => ReadRows.Name(column.Name)).ToList();
        return $"""
            INSERT INTO {ReadRows.Name(row.Table)} (org, id{string.Concat(names.Select(name => $", {name}"))})
            {string.Format(CultureInfo.InvariantCulture, source, $"@org, @id{string.Concat(names.Select(name => $", @{name}"))}")}
            ON CONFLICT (org, id) DO {(names.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", names.Select(name => $"{name} = excluded.{name}"))}")}
            """;
    }
}
