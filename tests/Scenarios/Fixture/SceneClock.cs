namespace LeadSail.Fixture;

/// <summary>The clock of all processes. It begins at an hour at which calls are lawful and goes at its usual pace; a test may let time pass at once, of which timers notice nothing.</summary>
public sealed class SceneClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan ahead = start - System.GetUtcNow();
    private long passed;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead + Passed;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Passed.TotalSeconds * TimestampFrequency);

    /// <summary>What falls due until then is due now; the sweeper sees it within a second.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref passed, time.Ticks);

    private TimeSpan Passed => new(Volatile.Read(ref passed));
}
