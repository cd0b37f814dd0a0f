namespace LeadSail.Clocks;

/// <summary>How far this machine's clock is from the database's. Hours and limits are kept by the clock, so one that is off permits no call.</summary>
public sealed class ClockCheck
{
    /// <summary>The most by which clocks may differ.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    private long ahead;

    /// <summary>How far this clock is ahead, as last measured; zero where there is no other.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref ahead));

    /// <summary>Whether it is off too far.</summary>
    public bool IsOff => Ahead.Duration() > Most;

    /// <summary>Notes a measurement.</summary>
    public void Measured(TimeSpan by) => Interlocked.Exchange(ref ahead, by.Ticks);

    /// <summary>For the operator.</summary>
    public string Tell() => FormattableString.Invariant($"This machine's clock is {Ahead.Duration().TotalSeconds:0.0} s {(Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's; at most {Most.TotalSeconds:0} s are allowed.");
}
