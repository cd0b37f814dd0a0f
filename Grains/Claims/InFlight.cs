namespace LeadSail.Claims;

/// <summary>
/// Claimed work that is under way: each piece once, and at most so many at once. Nobody waits for a piece but who wants its room,
/// so a slow one holds up nothing else. It runs on the scheduler of whoever starts it.
/// </summary>
/// <param name="most">How many at once.</param>
public sealed class InFlight(int most)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private TaskCompletionSource ended = new();

    /// <summary>Starts a piece of work, unless it is under way already. It tells of its failures by itself.</summary>
    public void Start(string key, Func<Task> work)
    {
        lock (gate)
        {
            if (!keys.Add(key))
            {
                return;
            }
        }

        _ = Run(key, work);
    }

    /// <summary>Waits until there is room, and says for how many.</summary>
    public async Task<int> RoomAsync(CancellationToken cancellationToken) => most - await AtMost(most - 1, cancellationToken);

    /// <summary>Waits until nothing is under way; at the stop of a process for 2 s at most.</summary>
    public async Task DrainAsync(TimeProvider time)
    {
        try
        {
            await AtMost(0, CancellationToken.None).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // what was claimed and not done falls due again
        }
    }

    /// <summary>Waits until no more than so many are under way, and says how many are.</summary>
    private async Task<int> AtMost(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (keys.Count <= count)
                {
                    return keys.Count;
                }

                next = ended.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private async Task Run(string key, Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            TaskCompletionSource waited;
            lock (gate)
            {
                keys.Remove(key);
                (waited, ended) = (ended, new());
            }

            waited.SetResult();
        }
    }
}
