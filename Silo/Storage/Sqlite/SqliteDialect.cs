using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;
using Microsoft.Data.Sqlite;

namespace LeadSail.Storage.Sqlite;

/// <summary>SQLite in write-ahead mode with a sync at every commit: one process, one writer, readers that never wait for it.</summary>
/// <param name="path">The file, absolute.</param>
internal sealed class SqliteDialect(string path) : ISqlDialect
{
    private const long ApplicationId = 1280529987; // as in the first migration
    private const int BusySeconds = 5;
    private const string CountUp = """
        INSERT INTO commits (writer, number) VALUES ('main', 1)
        ON CONFLICT (writer) DO UPDATE SET number = commits.number + 1 RETURNING number
        """;

    public string Name => "sqlite";

    public string Location => path;

    public string? Now => null;

    public string Begin => "BEGIN IMMEDIATE";

    public string ForClaim => "";

    public int Readers => 4;

    public Func<SqlSession, IReadOnlyList<StateChange>, bool[]>? SaveTogether => null;

    public string HasWords(string table, string alias, string parameter) =>
        $"{alias}.number IN (SELECT rowid FROM {table}_index WHERE {table}_index MATCH {parameter})";

    // the plus keeps SQLite from going through all that have the words, for each row
    public string AlsoHasWords(string table, string alias, string parameter) => $"+{HasWords(table, alias, parameter)}";

    public string CountWords(string table, string parameter, string limit) =>
        $"SELECT count(*) FROM (SELECT 1 FROM {table}_index WHERE {table}_index MATCH {parameter} LIMIT {limit})";

    public string Words(IReadOnlyList<string> words) =>
        words.Count == 0 ? "\"\"" : string.Join(' ', words.Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + (SearchText.IsBeginning(words[^1]) ? "*" : "");

    public IDisposable Acquire() => new SqliteLock(path, RentedConnections());

    public DbConnection OpenWriter()
    {
        var connection = Open(Writer());
        try
        {
            if (Pragma(connection, "application_id") != ApplicationId && Pragma(connection, "schema_version") != 0)
                throw new StorageException($"{path} is a SQLite database, but not one of LeadSail Voice. Give another file in Storage:ConnectionString; nothing was changed.");
            if (Run(connection, "PRAGMA journal_mode = WAL") is not "wal")
                throw new StorageException($"{path} lies where SQLite cannot keep a write-ahead log, a network share perhaps. Give a file on a local disk in Storage:ConnectionString.");
            Run(connection, "PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbConnection OpenReader() => Open(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false });

    public DbConnection RentReader()
    {
        var connection = RentedConnections();
        connection.Open();
        return connection;
    }

    public long Count(SqlSession session) => session.First(CountUp, row => row.GetInt64(0));

    public ISqlFeed? OpenFeed(Action<RowChanged> heard) => null;

    public void LockForMigration(SqlSession session)
    {
        // BEGIN IMMEDIATE is that lock.
    }

    public StorageException Explain(DbException error) => new(
        (error as SqliteException)?.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_NOTADB => $"{path} is not a SQLite database. Move it away, or give another file in Storage:ConnectionString; nothing was changed.",
            SQLitePCL.raw.SQLITE_CORRUPT => $"{path} is damaged: {error.Message} Restore it from a backup.",
            SQLitePCL.raw.SQLITE_CANTOPEN => $"{path} cannot be opened. Check that it is a file and that its folder may be written, or give another file in Storage:ConnectionString.",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => $"{path} may not be written. Check the rights of the file and its folder.",
            SQLitePCL.raw.SQLITE_FULL => $"The disk of {path} is full.",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => $"{path} was locked by another program for {BusySeconds} s.",
            _ => $"The database {path} refused: {error.Message}",
        },
        error);

    private SqliteConnectionStringBuilder Writer() => new() { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = BusySeconds };

    private SqliteConnection RentedConnections() =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString());

    private static SqliteConnection Open(SqliteConnectionStringBuilder options)
    {
        var connection = new SqliteConnection(options.ToString());
        connection.Open();
        return connection;
    }

    private static long Pragma(SqliteConnection connection, string name) => (long)Run(connection, $"PRAGMA {name}")!;

    [SuppressMessage("Security", "CA2100", Justification = "Pragmas are code.")]
    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
