using System.Collections.Concurrent;
using System.Diagnostics;
using LeadSail.Storage;

namespace LeadSail.Bench;

/// <summary>Sits at the storage's fault seam and counts: commits, rows in each, and the time that the commit itself takes.</summary>
internal sealed class CommitMeter : IStorageFaults
{
    private long before;

    public ConcurrentQueue<double> Rows { get; } = [];

    public ConcurrentQueue<double> Milliseconds { get; } = [];

    public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys)
    {
        Rows.Enqueue(keys.Count);
        before = Stopwatch.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys)
    {
        Milliseconds.Enqueue(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        return ValueTask.CompletedTask;
    }

    public void Reset()
    {
        Rows.Clear();
        Milliseconds.Clear();
    }
}
