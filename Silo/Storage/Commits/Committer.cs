using System.Data.Common;
using LeadSail.Storage.Sql;
using LeadSail.Storage.States;
using LeadSail.Telemetry;
using Microsoft.Extensions.Logging;

namespace LeadSail.Storage.Commits;

/// <summary>
/// Turns writes into transactions on the one connection that writes. Each transaction counts up this process's row in
/// <c>commits</c> before all else (<see cref="ISqlDialect.Count"/>). Not thread-safe.
/// </summary>
internal sealed partial class Committer(ISqlDialect dialect, SqlSession opened, IStorageFaults? faults, ILogger<Committer> logger) : IDisposable
{
    /// <summary>Stands for the states that are saved together.</summary>
    private static readonly Write Several = new Write<bool>("", _ => true);

    private SqlSession? session = opened;
    private Write? current;
    private bool together = true;

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
            Metrics.Committed(batch.Count);
            foreach (var write in batch)
                write.Succeed();
            return null;
        }
        catch (Exception error)
        {
            Abandon();
            if (batch.Count > 1 && current is not null)
                return current == Several ? OneByOne(batch) : current;

            LogFailed(error, batch.Count);
            var told = error is DbException refused ? dialect.Explain(refused) : error;
            foreach (var write in batch)
                write.Fail(told);
            return null;
        }
    }

    /// <summary>Among several that were saved together nobody knows which one failed.</summary>
    private Write? OneByOne(List<Write> batch)
    {
        together = false;
        try
        {
            return Try(batch);
        }
        finally
        {
            together = true;
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
            var number = dialect.Count(session);
            if (number - 1 == lost)
            {
                session.Execute("ROLLBACK");
                return;
            }

            Apply(session, batch);
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

    private void Apply(SqlSession session, List<Write> batch)
    {
        IEnumerable<Write> others = batch;
        if (together && dialect.SaveTogether is { } save && batch.OfType<StateWrite>().Where(write => write.Change.IsPlain).ToList() is { Count: > 1 } states)
        {
            current = Several;
            var saved = save(session, states.ConvertAll(write => write.Change));
            others = batch.Except(states.Where((state, i) => saved[i])); // one that was not saved is told by its own try which version is there
            foreach (var (write, _) in states.Zip(saved).Where(each => each.Second))
                write.Apply(new StateSaved(true, write.Change.ExpectedVersion + 1));
        }

        foreach (var write in others)
        {
            current = write;
            write.Apply(session);
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
