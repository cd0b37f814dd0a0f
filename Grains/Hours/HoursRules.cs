using NodaTime;

namespace LeadSail.Hours;

/// <summary>
/// Which instants lie inside hours kept on wall clocks. An instant is inside if its own wall time is; nothing else is asked,
/// so an hour that a clock skips is never inside and an hour that it repeats is inside both times.
/// </summary>
public static class HoursRules
{
    /// <summary>How far the next instant is looked for, unless told otherwise: 14 days.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(14);

    /// <summary>Whether the instant lies inside.</summary>
    public static bool Contains(ZonedHours hours, DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(hours.Zone).LocalDateTime;
        return Next(hours.Calendar, local, local.Date) == local;
    }

    /// <summary>The first instant at or after <paramref name="from"/> that is inside all of <paramref name="all"/>; null when there is none within the horizon.</summary>
    public static DateTimeOffset? NextInside(IReadOnlyCollection<ZonedHours> all, DateTimeOffset from, TimeSpan? horizon = null)
    {
        var at = Instant.FromDateTimeOffset(from);
        var limit = at + Duration.FromTimeSpan(horizon ?? Horizon);
        // each step goes to the first instant that one member allows, so nothing between is skipped
        for (var settled = false; !settled;)
        {
            settled = true;
            foreach (var hours in all)
            {
                if (Next(hours, at, limit) is not { } next)
                    return null;
                settled &= next == at;
                at = next;
            }
        }
        return at.ToDateTimeOffset();
    }

    private static Instant? Next(ZonedHours hours, Instant from, Instant limit)
    {
        for (var at = from; at <= limit;)
        {
            // within one interval of the zone the wall clock runs straight, and local arithmetic is exact
            var interval = hours.Zone.GetZoneInterval(at);
            var lastDate = limit.WithOffset(interval.WallOffset).Date;
            var next = Next(hours.Calendar, at.WithOffset(interval.WallOffset).LocalDateTime, lastDate)?.WithOffset(interval.WallOffset).ToInstant();
            if (next < (interval.HasEnd ? interval.End : Instant.MaxValue))
                return next <= limit ? next : null;
            if (!interval.HasEnd)
                return null;
            at = interval.End;
        }
        return null;
    }

    private static LocalDateTime? Next(HoursCalendar calendar, LocalDateTime from, LocalDate lastDate)
    {
        for (var date = from.Date; date <= lastDate; date = date.PlusDays(1))
        {
            foreach (var window in calendar.On(date))
            {
                var midnight = date.AtMidnight();
                if (from < midnight.PlusMinutes(window.End))
                    return LocalDateTime.Max(from, midnight.PlusMinutes(window.Start));
            }
        }
        return null;
    }
}
