namespace LeadSail.Hosting;

/// <summary>Waits for what happens by itself, by looking again and again. The guard only ends a wait that would never end.</summary>
public static class Eventually
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What is seen once it is as it should be.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="wanted">Whether that is it.</param>
    /// <param name="what">For people, when it never comes.</param>
    public static async Task<T> Sees<T>(Func<Task<T>> look, Func<T, bool> wanted, string what)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }

            Assert.False(guard.IsCancellationRequested, $"Waited {Guard.TotalSeconds:0} s for {what}; last seen: {seen}");
            await Task.Delay(Pause);
        }
    }
}
