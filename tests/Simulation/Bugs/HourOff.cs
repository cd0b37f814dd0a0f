namespace LeadSail.Simulation.Bugs;

/// <summary>The clock is an hour ahead on the days around a change of the clocks.</summary>
internal sealed class HourOff : Bug
{
    private static readonly DateTimeOffset[] Changes = [new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), new(2027, 3, 14, 9, 0, 0, TimeSpan.Zero)];

    public override TimeProvider Clock(TimeProvider clock) => new Ahead(clock);

    private sealed class Ahead(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

        public override DateTimeOffset GetUtcNow() =>
            clock.GetUtcNow() is var now && Changes.Any(change => (now - change).Duration() < TimeSpan.FromHours(36)) ? now.AddHours(1) : now;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
    }
}
