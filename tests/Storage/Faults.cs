using System.Data.Common;
using LeadSail.Storage;

namespace LeadSail;

/// <summary>Goes wrong as told.</summary>
public sealed class Faults : IStorageFaults
{
    public Func<IReadOnlyList<string>, ValueTask> Before { get; set; } = _ => default;

    public Func<IReadOnlyList<string>, ValueTask> After { get; set; } = _ => default;

    public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys) => Before(keys);

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys) => After(keys);

    /// <summary>Throws the first so many times.</summary>
    public static Func<IReadOnlyList<string>, ValueTask> Throw(Func<Exception> error, int times = 1) =>
        _ => Interlocked.Decrement(ref times) >= 0 ? throw error() : default;

    public static Exception Lost() => new LostException();

    public static Exception Broken() => new InvalidOperationException("broken");

    private sealed class LostException() : DbException("the connection is gone");
}
