using LeadSail.Postgres;
using Microsoft.Data.Sqlite;

namespace LeadSail.Chaos;

/// <summary>Where one process keeps everything.</summary>
internal interface IStore : IDisposable
{
    /// <summary>What the product's command line says of it.</summary>
    string[] Arguments { get; }

    /// <summary>It goes away for so long, where it is a server.</summary>
    Task LoseAsync(TimeSpan away);

    /// <summary>The count that a query gives.</summary>
    long Count(string query);
}

/// <summary>A file of SQLite below the product's folder.</summary>
internal sealed class SqliteStore(string folder) : IStore
{
    public string[] Arguments => [];

    public Task LoseAsync(TimeSpan away) => throw new NotSupportedException("A file does not go away.");

    public long Count(string query)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "leadsail.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
    }
}

/// <summary>A PostgreSQL server of its own, which syncs to the disk. It goes away as in a power cut.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresServer server = new(durable: true);
    private readonly string database;

    public PostgresStore() => database = server.Create();

    public string[] Arguments => [$"--Storage:ConnectionString={database}"];

    public async Task LoseAsync(TimeSpan away)
    {
        server.Stop(crash: true);
        await Task.Delay(away);
        server.Start();
    }

    public long Count(string query) => (long)PostgresServer.Run(database, query)!;

    public void Dispose() => server.Dispose();
}
