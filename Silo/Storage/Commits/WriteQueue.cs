using System.Diagnostics;
using System.Threading.Channels;
using LeadSail.Telemetry;

namespace LeadSail.Storage.Commits;

/// <summary>
/// The one way to write: a bounded queue, emptied by one thread of its own, so that no grain's thread waits for a disk.
/// What came in while a transaction was committed makes up the next.
/// </summary>
internal sealed class WriteQueue
{
    private const int LargestBatch = 256, LongestQueue = 4096;

    private readonly Channel<Write> queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly TaskCompletionSource emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Committer committer;

    public WriteQueue(Committer committer)
    {
        this.committer = committer;
        new Thread(Run) { IsBackground = true, Name = "storage" }.Start();
    }

    /// <summary>Queues a write; waits while the queue is full.</summary>
    /// <exception cref="StorageException">The storage was stopped; nothing is written.</exception>
    public async Task<T> CommitAsync<T>(Write<T> write, CancellationToken cancellationToken)
    {
        using var span = Tracing.Begin("storage.commit", ActivityKind.Client);
        try
        {
            await queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StorageException("The storage is stopped; nothing was written.");
        }

        return await write.Done.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, commits what is queued, and closes the connection.</summary>
    public Task StopAsync()
    {
        queue.Writer.TryComplete();
        return emptied.Task;
    }

    private void Run()
    {
        var next = new Queue<Write>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (next.Count > 0 || queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (next.Count < LargestBatch && queue.Reader.TryRead(out var write))
                next.Enqueue(write);
            committer.Commit(Take(next, keys));
        }

        committer.Dispose();
        emptied.SetResult();
    }

    /// <summary>The first of each key, in the order of keys; the others stay for the next batch, in the order they came.</summary>
    private static List<Write> Take(Queue<Write> next, HashSet<string> keys)
    {
        keys.Clear();
        var batch = new List<Write>(next.Count);
        for (var i = next.Count; i > 0; i--)
        {
            var write = next.Dequeue();
            if (keys.Add(write.Key))
                batch.Add(write);
            else
                next.Enqueue(write);
        }

        batch.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return batch;
    }
}
