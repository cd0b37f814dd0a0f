using System.Data.Common;
using LeadSail.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace LeadSail.Storage.Commits;

/// <summary>
/// Turns writes into transactions on the one connection that writes. Each transaction counts up this writer's row in
/// <c>commits</c> before all else: after a connection lost at the commit, the next count says whether that commit happened,
/// and waits for it where it is still under way. Not thread-safe.
/// </summary>
internal sealed partial class Committer(ISqlDialect dialect, SqlSession opened, IStorageFaults? faults, ILogger<Committer> logger) : IDisposable
{
    private const string Count = """
        INSERT INTO commits (writer, number) VALUES ('main', 1)
        ON CONFLICT (writer) DO UPDATE SET number = commits.number + 1 RETURNING number
        """;

    private SqlSession? session = opened;
    private Write? current;

    /// <summary>Commits all of them and tells each what came of it. One that fails is tried again alone, its neighbours go on without it.</summary>
    public void Commit(List<Write> batch)
    {
        List<Write> alone = [];
        while (batch.Count > 0 && Try(batch) is { } culprit)
        {
            batch.Remove(culprit);
            alone.Add(culprit);
        }

        foreach (var write in alone)
            Try([write]);
    }

    public void Dispose() => session?.Dispose();

    /// <summary>Null when all were told; else the one to leave out.</summary>
    private Write? Try(List<Write> batch)
    {
        try
        {
            Transact(batch);
            foreach (var write in batch)
                write.Succeed();
            return null;
        }
        catch (Exception error)
        {
            Abandon();
            if (current is not null && batch.Count > 1)
                return current;

            LogFailed(error, batch.Count);
            var told = error is DbException refused ? dialect.Explain(refused) : error;
            foreach (var write in batch)
                write.Fail(told);
            return null;
        }
    }

    private void Transact(List<Write> batch)
    {
        var keys = faults is null ? null : batch.ConvertAll(write => write.Key);
        long? lost = null;
        while (true)
        {
            current = null;
            session ??= new SqlSession(dialect.OpenWriter());
            session.Execute(dialect.Begin);
            var number = session.First(Count, row => row.GetInt64(0));
            if (number - 1 == lost)
            {
                session.Execute("ROLLBACK");
                return;
            }

            foreach (var write in batch)
            {
                current = write;
                write.Apply(session);
            }

            current = null;
            try
            {
                if (keys is not null)
                    Wait(faults!.BeforeCommitAsync(keys));
                session.Execute("COMMIT");
                if (keys is not null)
                    Wait(faults!.AfterCommitAsync(keys));
                return;
            }
            catch (Exception error) when (lost is null && (error is DbException || !session.IsOpen))
            {
                lost = number;
                LogLost(error, number);
                Drop();
            }
        }
    }

    private void Abandon()
    {
        try
        {
            session?.Execute("ROLLBACK");
        }
        catch (Exception)
        {
            // Nothing is open to roll back, or the connection is gone, which each driver tells in its own way: the next transaction takes a new one.
            Drop();
        }
    }

    private void Drop()
    {
        var broken = session;
        session = null;
        try
        {
            broken?.Dispose();
        }
        catch (Exception)
        {
            // It is gone, and was to go.
        }
    }

    // Faults exist in tests only; there the thread that commits may wait.
    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
}
