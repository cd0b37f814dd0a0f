using System.Collections.Immutable;
using NodaTime;

namespace LeadSail.Hours;

/// <summary>Weekly windows with the local dates on which they count.</summary>
public sealed record HoursCalendar(WeeklyWindows Week)
{
    /// <summary>Dates without any window, such as holidays.</summary>
    public ImmutableHashSet<LocalDate> Closed { get; init; } = [];

    /// <summary>The first date on which this calendar restricts anything; null is always.</summary>
    public LocalDate? From { get; init; }

    /// <summary>The first date on which it no longer does; null is never.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>Whether the calendar restricts anything on <paramref name="date"/>.</summary>
    public bool Governs(LocalDate date) => (From is not { } from || date >= from) && (Until is not { } until || date < until);

    /// <summary>The windows of a date, sorted; the whole day where the calendar does not govern.</summary>
    public ImmutableArray<TimeWindow> On(LocalDate date) =>
        !Governs(date) ? WeeklyWindows.Always[date.DayOfWeek] : Closed.Contains(date) ? [] : Week[date.DayOfWeek];
}
