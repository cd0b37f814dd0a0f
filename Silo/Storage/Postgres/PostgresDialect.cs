using System.Data.Common;
using System.Globalization;
using System.Text;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;
using Npgsql;

namespace LeadSail.Storage.Postgres;

/// <summary>
/// A PostgreSQL server, 13 or later, with every commit on its disk before it is told. One process alone, or those of a cluster side by side, each with one connection that writes.
/// </summary>
internal sealed class PostgresDialect : ISqlDialect
{
    private const int DefaultConnectSeconds = 5, CommandSeconds = 30, DefaultPool = 16, FewestReading = 4;

    /// <summary>Connections for what is not reading: the writer and the sign of life; in a cluster the two of the feed and those of the membership as well.</summary>
    private const int Alone = 2, InMembership = 3, InCluster = Alone + 2 + InMembership;
    private const long MigrationLock = 1280529987; // "LSVC"

    private readonly NpgsqlConnectionStringBuilder writing, reading;
    private readonly bool shared;
    private readonly PostgresPresence presence;

    /// <summary>For a server.</summary>
    /// <param name="connectionString">As Npgsql reads it; <c>Maximum Pool Size</c> counts all connections of this process, 16 unless given; <c>Timeout</c> is how many seconds connecting may take, 5 unless given.</param>
    /// <param name="shared">Whether other processes of a cluster may use it too.</param>
    /// <exception cref="StorageException">It cannot be read, or leaves too few connections.</exception>
    public PostgresDialect(string connectionString, bool shared)
    {
        this.shared = shared;
        var given = Read(connectionString);
        var pool = given.ContainsKey("Maximum Pool Size") ? given.MaxPoolSize : DefaultPool;
        var forReading = pool - (shared ? InCluster : Alone);
        if (forReading < FewestReading)
            throw new StorageException($"Storage:ConnectionString allows {pool} connections; Maximum Pool Size must be at least {pool - forReading + FewestReading}. Default: {DefaultPool}.");

        Location = string.Create(CultureInfo.InvariantCulture, $"{given.Host}:{given.Port}/{given.Database ?? given.Username}");
        writing = new(given.ConnectionString)
        {
            Pooling = false, Timeout = given.ContainsKey("Timeout") ? given.Timeout : DefaultConnectSeconds, CommandTimeout = CommandSeconds, KeepAlive = 10, MaxAutoPrepare = 200, ApplicationName = given.ApplicationName ?? "leadsail",
            Options = $"{given.Options} -c synchronous_commit=on -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s".Trim(),
        };
        reading = new(writing.ConnectionString) { Pooling = true, MinPoolSize = 0, MaxPoolSize = forReading, Options = $"{given.Options} -c default_transaction_read_only=on".Trim() };
        Readers = forReading * 2 / 3;
        presence = new PostgresPresence(this, shared);
    }

    /// <summary>The connection string with which the members of a cluster keep their list.</summary>
    public static string ForMembership(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = InMembership, MinPoolSize = 0 }.ConnectionString;

    public string Name => "postgres";

    public string Location { get; }

    public string? Now => "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    public string Begin => "BEGIN";

    public string ForClaim => " FOR UPDATE SKIP LOCKED";

    public int Readers { get; }

    public Func<SqlSession, IReadOnlyList<StateChange>, bool[]>? SaveTogether { get; } = new PostgresStates().Save;

    public string HasWords(string table, string alias, string parameter) => $"{alias}.found @@ CAST(plain({parameter}) AS tsquery)";

    public string AlsoHasWords(string table, string alias, string parameter) => HasWords(table, alias, parameter);

    public string CountWords(string table, string parameter, string limit) => $"SELECT count(*) FROM (SELECT 1 FROM {table} t WHERE {HasWords(table, "t", parameter)} LIMIT {limit}) looked";

    public string Words(IReadOnlyList<string> words) => string.Join(" & ", words.Select((word, i) => Phrase(word, i == words.Count - 1 && SearchText.IsBeginning(word))).Where(phrase => phrase.Length > 0));

    public IDisposable Acquire() => new Held(presence.Take(), reading.ConnectionString);

    public DbConnection OpenWriter() => Open(new NpgsqlConnection(writing.ConnectionString));

    public DbConnection OpenReader() => Open(new NpgsqlConnection(reading.ConnectionString));

    public DbConnection RentReader() => OpenReader();

    public long Count(SqlSession session) => presence.Count(session);

    public ISqlFeed? OpenFeed(Action<RowChanged> heard) => shared ? new PostgresFeed(writing.ConnectionString, heard) : null;

    public void LockForMigration(SqlSession session) => session.Execute(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"));

    public StorageException Explain(DbException error) => new(
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"PostgreSQL at {Location} refused the user or the password. Check Storage:ConnectionString.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"There is no database {Location}. Create it, or give another one in Storage:ConnectionString.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => $"The user may not use {Location}: {refused.MessageText}. It must own the database, or its schema.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => $"PostgreSQL at {Location} has no connection left. Raise max_connections, or lower Maximum Pool Size in Storage:ConnectionString.",
            PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => $"PostgreSQL at {Location} is starting or stopping.",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of PostgreSQL at {Location} is full.",
            PostgresException refused => $"PostgreSQL at {Location} refused: {refused.SqlState} {refused.MessageText}",
            _ => $"PostgreSQL at {Location} cannot be reached: {(error.InnerException ?? error).Message} Check that it runs, and Storage:ConnectionString.",
        },
        error);

    /// <summary>A word; what separates inside of it makes it words that follow each other.</summary>
    private static string Phrase(string word, bool isBeginning)
    {
        var letters = new StringBuilder();
        foreach (var rune in word.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark))
            letters.Append(Rune.IsLetterOrDigit(rune) ? rune.ToString() : " ");

        var parts = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "" : $"({string.Join(" <-> ", parts.Select((part, i) => $"'{part[..Math.Min(200, part.Length)]}'{(isBeginning && i == parts.Length - 1 ? ":*" : "")}"))})";
    }

    private static NpgsqlConnection Open(NpgsqlConnection connection)
    {
        try
        {
            connection.Open();
            return connection;
        }
        catch (TimeoutException late)
        {
            connection.Dispose();
            throw new NpgsqlException(late.Message, late); // while another connection is the first one of its server, Npgsql says it so
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The use of the database. At its end the pool's connections are closed, which would else stay open for minutes.</summary>
    private sealed class Held(IDisposable presence, string reading) : IDisposable
    {
        public void Dispose()
        {
            presence.Dispose();
            using var pooled = new NpgsqlConnection(reading);
            NpgsqlConnection.ClearPool(pooled);
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new StorageException($"Storage:ConnectionString cannot be read: {error.Message} Give \"Host=<server>;Database=<name>;Username=<user>;Password=<password>\".");
        }
    }
}
