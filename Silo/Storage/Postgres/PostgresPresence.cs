using System.Data.Common;
using System.Security.Cryptography;
using LeadSail.Storage.Sql;
using Npgsql;

namespace LeadSail.Storage.Postgres;

/// <summary>
/// This process's row in <c>commits</c>. A process that is alone on its database holds the one named <see cref="Alone"/>, and suffers no other; those of a cluster have one each.
/// Each commit counts it up, so a process that was taken for dead, and another started in its place, can commit nothing any more.
/// </summary>
internal sealed class PostgresPresence(PostgresDialect dialect, bool shared)
{
    private const string Alone = "alone";
    private const int BeatSeconds = 5, DeadSeconds = 15;

    private const string
        Table = """
            CREATE TABLE IF NOT EXISTS commits (
              writer text COLLATE "C" NOT NULL PRIMARY KEY, holder text COLLATE "C" NOT NULL, number bigint NOT NULL, seen timestamptz NOT NULL)
            """,
        Others = $"""
            SELECT holder, extract(epoch FROM now() - seen) FROM commits
            WHERE holder <> @holder AND seen > now() - @dead * interval '1 second' AND (@shared = 0 OR writer = '{Alone}') ORDER BY seen DESC LIMIT 1
            """,
        EnterRow = """
            INSERT INTO commits (writer, holder, number, seen) VALUES (@writer, @holder, 0, now())
            ON CONFLICT (writer) DO UPDATE SET holder = excluded.holder, seen = excluded.seen
            """,
        Forget = "DELETE FROM commits WHERE seen < now() - interval '1 day'",
        CountUp = "UPDATE commits SET number = number + 1, seen = now() WHERE writer = @writer AND holder = @holder RETURNING number",
        Beat = "UPDATE commits SET seen = now() WHERE writer = @writer AND holder = @holder",
        Leave = "UPDATE commits SET seen = now() - interval '1 hour' WHERE writer = @writer AND holder = @holder";

    private readonly string holder = $"{Environment.MachineName}/{Environment.ProcessId}/{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    private string Writer => shared ? holder : Alone;

    /// <summary>Counts up this process's commits inside the transaction just begun.</summary>
    /// <exception cref="StorageException">Another process has taken over.</exception>
    public long Count(SqlSession session) => session.First(CountUp, row => (long?)row.GetInt64(0), ("@writer", Writer), ("@holder", holder))
        ?? throw new StorageException($"Another process has taken over {dialect.Location} while this one could not be seen for {DeadSeconds} s. Nothing more is written; restart this process, or end it.");

    /// <summary>
    /// Enters this process, and lets it be seen until disposed. Another one that was seen a moment ago may have been killed: it is waited for until it is seen again, or dead. The table is made here and by
    /// no migration: whoever may not be here may not migrate either.
    /// </summary>
    /// <exception cref="StorageException">Another process is there.</exception>
    public IDisposable Take()
    {
        try
        {
            for (var before = Enter(); before is not null;)
            {
                var other = Enter();
                if (other is { } there && (there.Holder != before.Value.Holder || there.Seconds < before.Value.Seconds))
                {
                    throw new StorageException(
                        $"{dialect.Location} is in use by another process ({string.Join(", process ", there.Holder.Split('/').Take(2))}, seen {there.Seconds:0} s ago). Stop that one, or give another database in Storage:ConnectionString. "
                        + (shared ? "It is not of a cluster's build." : "Several at once need the cluster build."));
                }

                before = other;
            }
        }
        catch (NpgsqlException error)
        {
            throw dialect.Explain(error);
        }

        return new Presence(this);
    }

    /// <summary>Enters this process, unless another one is there.</summary>
    /// <returns>The other one, and how long ago it was seen.</returns>
    private (string Holder, double Seconds)? Enter()
    {
        using var session = new SqlSession(dialect.OpenWriter());
        session.Execute("BEGIN");
        dialect.LockForMigration(session);
        session.Execute(Table);
        var other = session.First(
            Others, row => ((string, double)?)(row.GetString(0), (double)row.GetDecimal(1)), ("@holder", holder), ("@dead", (long)DeadSeconds), ("@shared", shared ? 1L : 0L));
        if (other is null)
        {
            session.Execute(Forget);
            session.Execute(EnterRow, ("@writer", Writer), ("@holder", holder));
        }

        session.Execute("COMMIT");
        if (other is not null)
        {
            session.Execute("SELECT pg_sleep(0.5)");
        }

        return other;
    }

    private void Try(string statement)
    {
        try
        {
            using var session = new SqlSession(dialect.OpenWriter());
            session.Execute(statement, ("@writer", Writer), ("@holder", holder));
        }
        catch (DbException)
        {
            // the server is away: the next beat, or the next commit, tells
        }
    }

    private sealed class Presence : IDisposable
    {
        private readonly PostgresPresence here;
        private readonly Timer timer;

        public Presence(PostgresPresence here)
        {
            this.here = here;
            timer = new Timer(_ => here.Try(Beat), null, TimeSpan.FromSeconds(BeatSeconds), TimeSpan.FromSeconds(BeatSeconds));
        }

        public void Dispose()
        {
            using var ended = new ManualResetEvent(false);
            timer.Dispose(ended);
            ended.WaitOne(TimeSpan.FromSeconds(10));
            here.Try(Leave);
        }
    }
}
