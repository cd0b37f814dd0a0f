using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LeadSail.Bench;

/// <summary>Plain upserts in PostgreSQL: sixteen connections, prepared, each row a transaction of its own, on disk before it is told.</summary>
internal sealed class RawPostgres : IAsyncDisposable
{
    private const int Connections = 16;

    private readonly Channel<NpgsqlCommand> idle = Channel.CreateUnbounded<NpgsqlCommand>();

    public RawPostgres(string connectionString)
    {
        for (var i = 0; i < Connections; i++)
        {
            var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
            connection.Open();
            using (var make = new NpgsqlCommand("SET synchronous_commit = on; CREATE TABLE IF NOT EXISTS raw (key text PRIMARY KEY, version bigint NOT NULL, state text NOT NULL) WITH (fillfactor = 80)", connection))
            {
                make.ExecuteNonQuery();
            }

            var upsert = new NpgsqlCommand("INSERT INTO raw (key, version, state) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET version = raw.version + 1, state = excluded.state", connection)
            {
                Parameters = { new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }, new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
            };
            upsert.Prepare();
            idle.Writer.TryWrite(upsert);
        }
    }

    public async Task WriteAsync(int grain, long nth)
    {
        var upsert = await idle.Reader.ReadAsync();
        upsert.Parameters[0].Value = $"org_bench/lead_{grain}";
        upsert.Parameters[1].Value = StorageBench.Notes(nth);
        await upsert.ExecuteNonQueryAsync();
        await idle.Writer.WriteAsync(upsert);
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.Reader.TryRead(out var upsert))
        {
            await upsert.Connection!.DisposeAsync();
        }
    }
}

/// <summary>Plain upserts in SQLite: one connection in write-ahead mode, each row a transaction of its own, synced.</summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand upsert;
    private readonly Lock one = new();

    public RawSqlite(string path)
    {
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using (var make = connection.CreateCommand())
        {
            make.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE raw (key TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL)";
            make.ExecuteNonQuery();
        }

        upsert = connection.CreateCommand();
        upsert.CommandText = "INSERT INTO raw (key, version, state) VALUES (@key, 1, @state) ON CONFLICT (key) DO UPDATE SET version = raw.version + 1, state = excluded.state";
        upsert.Parameters.Add("@key", SqliteType.Text);
        upsert.Parameters.Add("@state", SqliteType.Text);
        upsert.Prepare();
    }

    public Task WriteAsync(int grain, long nth)
    {
        lock (one)
        {
            upsert.Parameters[0].Value = $"org_bench/lead_{grain}";
            upsert.Parameters[1].Value = StorageBench.Notes(nth);
            upsert.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public void Dispose() => connection.Dispose();
}
