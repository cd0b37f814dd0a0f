using System.Data.Common;

namespace LeadSail.Storage.Memory;

/// <summary>
/// Effects one at a time, with an await before and after each, so that whatever can happen around a real commit can happen here.
/// No thread of its own: under a scheduler of the simulator everything stays on it.
/// </summary>
internal sealed class MemoryEngine(IStorageFaults? faults)
{
    private readonly Lock gate = new();

    public bool Stopped { get; set; }

    /// <summary>Makes a change. It must check before it changes anything: an exception leaves all as it was.</summary>
    public async Task<T> CommitAsync<T>(string key, Func<T> effect, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        await BeforeAsync(key);
        var result = Run(effect);
        await AfterAsync(key);
        await Task.Yield();
        return result;
    }

    /// <summary>Looks at what is committed.</summary>
    public async Task<T> ReadAsync<T>(Func<T> query, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        var result = Run(query);
        await Task.Yield();
        return result;
    }

    private T Run<T>(Func<T> effect)
    {
        lock (gate)
            return Stopped ? throw new StorageException("The storage is stopped.") : effect();
    }

    private async ValueTask BeforeAsync(string key)
    {
        if (faults is null)
            return;

        try
        {
            await faults.BeforeCommitAsync([key]);
        }
        catch (DbException)
        {
            // Lost before the commit: nothing happened, so it is done again, once.
            await faults.BeforeCommitAsync([key]);
        }
    }

    private async ValueTask AfterAsync(string key)
    {
        if (faults is null)
            return;

        try
        {
            await faults.AfterCommitAsync([key]);
        }
        catch (DbException)
        {
            // Lost after the commit: it is found there, and answered.
        }
    }
}
