namespace LeadSail.Simulator;

/// <summary>Waits for instants.</summary>
internal static class Waiting
{
    /// <summary>Returns at the instant or later, never before: delays are rounded up, and asked again if a timer was early.</summary>
    public static async Task UntilAsync(this TimeProvider time, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        while (instant - time.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
    }
}
