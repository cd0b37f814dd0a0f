using LeadSail.Hours;
using NodaTime;

namespace LeadSail.LegalHours;

/// <summary>Where a rule was read.</summary>
public enum Authority
{
    /// <summary>The law itself is cited.</summary>
    Primary,

    /// <summary>Somebody's summary of it.</summary>
    Secondary,

    /// <summary>No law: ours.</summary>
    House,
}

/// <summary>At most so many calls to one number in a rolling time.</summary>
/// <param name="Calls">1 or more.</param>
/// <param name="Hours">The rolling time, in hours.</param>
/// <param name="Citation">The law that says so.</param>
public sealed record LegalCap(int Calls, int Hours, string Citation);

/// <summary>One row of the table: when somebody in a place may be called.</summary>
/// <param name="Place">ISO 3166 state or country; "*" is everywhere without a rule of its own.</param>
/// <param name="Week">The lawful windows, on the wall clock of the called person.</param>
/// <param name="Effective">The first local date on which it counts.</param>
/// <param name="Cap">The most calls to one number; null when the law says nothing.</param>
/// <param name="Authority">Where it was read.</param>
/// <param name="Verified">Whether hours and citation were compared with the law's text (legal-hours.csv tells how).</param>
/// <param name="Citation">The law, or the summary.</param>
public sealed record LegalRule(string Place, WeeklyWindows Week, LocalDate Effective, LegalCap? Cap, Authority Authority, bool Verified, string Citation)
{
    /// <summary>The hours in which we dial: <see cref="Week"/> less the last 60 s of each window, on the dates on which the rule counts.</summary>
    public HoursCalendar Dialling { get; init; } = new(Week.EndEarlier(minutes: 1)) { From = Effective };
}
