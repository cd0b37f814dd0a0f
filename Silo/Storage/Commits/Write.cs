using LeadSail.Storage.Sql;

namespace LeadSail.Storage.Commits;

/// <summary>Something to commit: all of it or nothing. Several become one transaction.</summary>
/// <param name="key">What it writes: the order of rows in a transaction, and never two of one key in the same.</param>
internal abstract class Write(string key)
{
    public string Key { get; } = key;

    /// <summary>Executes it inside the open transaction; repeated if that is lost.</summary>
    public abstract void Apply(SqlSession session);

    /// <summary>It is committed.</summary>
    public abstract void Succeed();

    /// <summary>It is not, or nobody knows.</summary>
    public abstract void Fail(Exception error);
}

/// <inheritdoc cref="Write"/>
internal class Write<T>(string key, Func<SqlSession, T> work) : Write(key)
{
    // Whoever waits goes on elsewhere: the thread that commits has the next transaction to do.
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T outcome = default!;

    public Task<T> Done => done.Task;

    public override void Apply(SqlSession session) => outcome = work(session);

    /// <summary>It was executed together with others.</summary>
    public void Apply(T together) => outcome = together;

    public override void Succeed() => done.TrySetResult(outcome);

    public override void Fail(Exception error) => done.TrySetException(error);
}
