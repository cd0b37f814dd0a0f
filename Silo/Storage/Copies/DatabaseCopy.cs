using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using LeadSail.Storage.Migrations;
using LeadSail.Storage.Postgres;
using LeadSail.Storage.Sql;
using LeadSail.Storage.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace LeadSail.Storage.Copies;

/// <summary>Copies a whole SQLite database to PostgreSQL: all of it, or nothing.</summary>
public static class DatabaseCopy
{
    private const string
        Tables = """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT IN ('migrations', 'commits') AND table_name NOT LIKE 'orleans%' ORDER BY table_name
            """,
        Columns = """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = @table AND is_generated = 'NEVER' ORDER BY ordinal_position
            """,
        Numbers = "SELECT setval(pg_get_serial_sequence('events', 'seq'), max(seq)) FROM events HAVING max(seq) IS NOT NULL";

    /// <summary>Copies, and holds that the target then has as many rows of each table. Neither may be in use.</summary>
    /// <param name="from">The SQLite database, as <c>Storage:ConnectionString</c>. It stays as it is, but for the migrations that it lacks.</param>
    /// <param name="to">The PostgreSQL database, which must have no data yet.</param>
    /// <param name="contentRoot">Where a relative path begins.</param>
    /// <param name="now">When the migrations are made.</param>
    /// <returns>Each table with its rows.</returns>
    /// <exception cref="StorageException">One of them cannot be used, or is in use; or the target holds data.</exception>
    public static IReadOnlyList<(string Table, long Rows)> Run(string from, string to, string contentRoot, DateTimeOffset now)
    {
        if (StorageRegistration.Dialect(from, contentRoot, shared: false) is not SqliteDialect source || !File.Exists(source.Location))
            throw new StorageException("Storage:ConnectionString must name the SQLite file to copy, and it must be there.");
        if (StorageRegistration.Dialect(to, contentRoot, shared: false) is not PostgresDialect target)
            throw new StorageException("--to must name a PostgreSQL database: \"Host=<server>;Database=<name>;Username=<user>;Password=<password>\".");

        using var keepsSource = source.Acquire();
        using var keepsTarget = target.Acquire();
        ISqlDialect current = source;
        try
        {
            using var old = new SqlSession(source.OpenWriter());
            Migrator.Run(old, source, now);
            using var reader = source.OpenReader();

            current = target;
            using var writer = (NpgsqlConnection)target.OpenWriter();
            using var session = new SqlSession(writer);
            Migrator.Run(session, target, now);
            var tables = session.Query(Tables, row => row.GetString(0));
            if (tables.Find(table => session.First($"SELECT 1 FROM {table} LIMIT 1", _ => true)) is { } full)
                throw new StorageException($"{target.Location} holds data already, in the table {full}. Give an empty database; nothing was copied.");

            session.Execute(target.Begin);
            var copied = tables.ConvertAll(table => (table, Copy(table, session.Query(Columns, row => row.GetString(0), ("@table", table)), reader, writer)));
            session.Query(Numbers, _ => 0);
            foreach (var (table, rows) in copied)
            {
                var there = session.First($"SELECT count(*) FROM {table}", row => row.GetInt64(0));
                if (there != rows || rows != old.First($"SELECT count(*) FROM {table}", row => row.GetInt64(0)))
                    throw new StorageException($"The table {table} has {rows} rows in {source.Location} and {there} in {target.Location}. Nothing was copied.");
            }

            session.Execute("COMMIT");
            session.Script("ANALYZE");
            return copied;
        }
        catch (DbException error)
        {
            throw current.Explain(error);
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns are those of the migrations.")]
    private static long Copy(string table, List<string> columns, DbConnection from, NpgsqlConnection to)
    {
        var names = string.Join(", ", columns);
        using var command = from.CreateCommand();
        command.CommandText = $"SELECT {names} FROM {table} ORDER BY {columns[0]}";
        using var rows = command.ExecuteReader();
        using var import = to.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT binary)");
        var count = 0L;
        for (; rows.Read(); count++)
        {
            import.StartRow();
            for (var i = 0; i < columns.Count; i++)
                Write(import, rows.GetValue(i));
        }

        import.Complete();
        return count;
    }

    private static void Write(NpgsqlBinaryImporter import, object value)
    {
        switch (value)
        {
            case long number:
                import.Write(number, NpgsqlDbType.Bigint);
                break;
            case string text:
                import.Write(SqlSession.Storable(text), NpgsqlDbType.Text);
                break;
            case byte[] bytes:
                import.Write(bytes, NpgsqlDbType.Bytea);
                break;
            default:
                import.WriteNull();
                break;
        }
    }
}
