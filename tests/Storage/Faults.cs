using System.Data.Common;
using LeadSail.Storage;

namespace LeadSail;

/// <summary>Goes wrong as told.</summary>
public sealed class Faults : IStorageFaults
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<IReadOnlyList<string>, ValueTask> Before { get; set; } = _ => default;

    public Func<IReadOnlyList<string>, ValueTask> After { get; set; } = _ => default;

    /// <summary>What was in the commits that were held.</summary>
    public List<IReadOnlyList<string>> Commits { get; } = [];

    public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys) => Before(keys);

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys) => After(keys);

    /// <summary>Holds every commit just before it happens, until released. The task ends when the first is held.</summary>
    public Task Hold()
    {
        Before = keys =>
        {
            Commits.Add(keys);
            reached.TrySetResult();
            return new ValueTask(released.Task);
        };
        return reached.Task;
    }

    /// <summary>Lets held commits go on; a test that failed must not keep its storage from closing.</summary>
    public void Release() => released.TrySetResult();

    /// <summary>Throws the first so many times.</summary>
    public static Func<IReadOnlyList<string>, ValueTask> Throw(Func<Exception> error, int times = 1) =>
        _ => Interlocked.Decrement(ref times) >= 0 ? throw error() : default;

    public static Exception Lost() => new LostException();

    public static Exception Broken() => new InvalidOperationException("broken");

    private sealed class LostException() : DbException("the connection is gone");
}
