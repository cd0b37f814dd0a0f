namespace Orleans.Reminders;

/// <summary>When reminders tick: at the start plus whole periods, whatever happens in between.</summary>
internal static class ReminderGrid
{
    /// <summary>The first point of the grid that is not before <paramref name="now"/> and comes after <paramref name="last"/>.</summary>
    /// <param name="last">The point that was served last, if any.</param>
    public static DateTime Next(ReminderEntry entry, DateTime now, DateTime? last)
    {
        // A table may lose the kind; it is always UTC.
        var start = DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc);
        var next = start;
        if (now > start && (now - start).Ticks % entry.Period.Ticks is var past)
            next = past == 0 ? now : Later(now, TimeSpan.FromTicks(entry.Period.Ticks - past));
        return last is { } served && next <= served ? Later(served, entry.Period) : next;
    }

    private static DateTime Later(DateTime time, TimeSpan by) => by > DateTime.MaxValue - time ? DateTime.MaxValue : time + by;
}
