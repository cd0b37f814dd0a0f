using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using LeadSail.Telemetry;

namespace LeadSail.Storage.Sql;

/// <summary>Sessions that only read, off the callers' threads: as many at once as the dialect says, the rest wait their turn.</summary>
internal sealed class ReadPool(ISqlDialect dialect) : IDisposable
{
    private readonly ConcurrentBag<SqlSession> idle = [];
    private readonly SemaphoreSlim free = new(dialect.Readers);
    private volatile bool stopped;

    /// <summary>Runs a query on a pooled session.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken)
    {
        using var span = Tracing.Begin("storage.read", ActivityKind.Client);
        await free.WaitAsync(cancellationToken);
        try
        {
            return stopped ? throw new StorageException("The storage is stopped.") : await Task.Run(() => Run(query), cancellationToken);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Waits for the running queries, and closes.</summary>
    public async Task StopAsync()
    {
        for (var i = 0; i < dialect.Readers; i++)
            await free.WaitAsync();
        stopped = true;
        foreach (var session in idle)
            session.Dispose();
        idle.Clear();
        free.Release(dialect.Readers);
    }

    public void Dispose() => free.Dispose();

    private T Run<T>(Func<SqlSession, T> query)
    {
        SqlSession? session = null;
        try
        {
            if (!idle.TryTake(out session))
                session = new SqlSession(dialect.OpenReader());
            var result = query(session);
            idle.Add(session);
            return result;
        }
        catch (DbException error)
        {
            // A session that failed once is not trusted again.
            session?.Dispose();
            throw dialect.Explain(error);
        }
    }
}
