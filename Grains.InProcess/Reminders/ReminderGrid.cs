namespace Orleans.Reminders;

/// <summary>When reminders tick: at the start plus whole periods, whatever happens in between.</summary>
internal static class ReminderGrid
{
    /// <summary>The first point of the grid that is not before <paramref name="now"/> and is not <paramref name="last"/> again.</summary>
    /// <param name="last">The point that was served last, if any.</param>
    public static DateTime Next(ReminderEntry entry, DateTime now, DateTime? last)
    {
        // A table may lose the kind; it is always UTC.
        var start = DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc);
        if (last is null && now <= start)
            return start;

        var past = (now - start).Ticks % entry.Period.Ticks;
        var next = past == 0 ? now : Later(now, TimeSpan.FromTicks(past < 0 ? -past : entry.Period.Ticks - past));
        // one that was served further ahead than the next point was served by a clock that was set back since
        return last is { } served && next <= served && served - next < entry.Period ? Later(served, entry.Period) : next;
    }

    private static DateTime Later(DateTime time, TimeSpan by) => by > DateTime.MaxValue - time ? DateTime.MaxValue : time + by;
}
