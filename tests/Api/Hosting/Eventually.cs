namespace LeadSail.Hosting;

/// <summary>Waits for what happens by itself, by looking again and again. The guard only ends a wait that would never end.</summary>
public static class Eventually
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What is seen once it is as it should be.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="wanted">Whether that is it.</param>
    /// <param name="what">For people, when it never comes.</param>
    /// <param name="guard">How long to look at most, if not a minute.</param>
    public static async Task<T> Sees<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, TimeSpan? guard = null)
    {
        var patience = guard ?? Guard;
        using var over = new CancellationTokenSource(patience);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }

            Assert.False(over.IsCancellationRequested, $"Waited {patience.TotalSeconds:0} s for {what}; last seen: {seen}");
            await Task.Delay(Pause);
        }
    }
}
