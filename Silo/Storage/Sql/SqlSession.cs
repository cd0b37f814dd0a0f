using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LeadSail.Storage.Sql;

/// <summary>One connection with its prepared statements; one thread at a time.</summary>
internal sealed class SqlSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> statements = new(StringComparer.Ordinal);

    /// <summary>Whether the connection is there, as far as it knows.</summary>
    public bool IsOpen => connection.State == ConnectionState.Open;

    /// <summary>The names of so many parameters, for the text of one statement that takes any number of values up to that: see <see cref="Values"/>.</summary>
    public static string Names(string name, int most, Func<string, string>? written = null) =>
        string.Join(", ", Enumerable.Range(0, most).Select(i => NameOf(name, i)).Select(written ?? (each => each)));

    /// <summary>The parameters of <see cref="Names"/>; the last value stands in for those that are not there, so there must be one.</summary>
    public static IEnumerable<(string, object?)> Values(string name, IReadOnlyCollection<string> values, int most) =>
        values.Concat(Enumerable.Repeat(values.Last(), most - values.Count)).Select((value, i) => (NameOf(name, i), (object?)value));

    /// <summary>Runs a statement. Parameters come in the same order each time.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Statement(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a script of several statements, once.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Scripts are embedded migrations.")]
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads all rows.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Statement(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Reads the first row; the default when there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Statement(sql, parameters).ExecuteReader(CommandBehavior.SingleRow);
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Statements are code; values are parameters.")]
    private DbCommand Statement(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            statements.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value switch { null => DBNull.Value, string text => Storable(text), var value => value };
        return command;
    }

    /// <summary>PostgreSQL keeps no NUL in a text, and nobody reads one.</summary>
    public static string Storable(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    private static string NameOf(string name, int i) => string.Create(CultureInfo.InvariantCulture, $"{name}{i}");
}
