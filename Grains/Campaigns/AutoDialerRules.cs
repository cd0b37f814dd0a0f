using System.Collections.Immutable;
using LeadSail.Hours;
using LeadSail.LegalHours;
using NodaTime;
using NodaTime.Text;

namespace LeadSail.Campaigns;

/// <summary>What the shape of the dialer's settings does not say: which values fit together, and what they mean.</summary>
public static class AutoDialerRules
{
    /// <summary>How far ahead the next time to call is looked for: up to 100 holidays may stand in a row, and what opens after them is not what never opens.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(366);

    /// <summary>What is wrong, each as <c>field: what is wrong</c>, by the names of the API below <c>autoDialer</c>.</summary>
    public static ImmutableArray<string> Faults(AutoDialerSettings settings)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        void Fault(string field, string what) => faults.Add($"autoDialer.{field}: {what}");

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.Timezone) is null)
        {
            Fault("timezone", "must be an IANA time zone such as America/New_York");
        }

        foreach (var (day, windows) in settings.OperatingHours.Days())
        {
            WindowFaults($"operatingHours.{day}", windows, Fault);
        }

        for (var i = 0; i < settings.Holidays.Length; i++)
        {
            if (!LocalDatePattern.Iso.Parse(settings.Holidays[i]).Success)
            {
                Fault($"holidays[{i}]", "must be a date as YYYY-MM-DD");
            }
        }

        for (var i = 0; i < settings.Sequence.Length; i++)
        {
            WindowFaults($"sequence[{i}].windows", settings.Sequence[i].Windows, Fault);
        }

        foreach (var outcome in Enum.GetValues<RetryOutcome>())
        {
            if (settings.ByOutcome.After(outcome) is { } delay && delay.AfterMinutes < settings.MinGapMinutes)
            {
                Fault($"byOutcome.{Enums.Name(outcome)}.afterMinutes", $"must not be below minGapMinutes ({settings.MinGapMinutes})");
            }
        }

        if (faults.Count == 0)
        {
            NeverOpen(settings, Fault);
        }

        Twice("retryOn", settings.RetryOn, Fault);
        Twice("excludedStatuses", settings.ExcludedStatuses, Fault);
        Twice("lanes", settings.Lanes, Fault);
        Twice("holidays", settings.Holidays, Fault);
        return faults.ToImmutable();
    }

    /// <summary>The hours of an attempt on the lead's own clock: the week, less the holidays, narrowed by the windows of its step.</summary>
    /// <param name="settings">Settings without faults.</param>
    /// <param name="attempt">From 1; null for a call outside the sequence, which no step narrows.</param>
    public static HoursCalendar Hours(AutoDialerSettings settings, int? attempt)
    {
        var closed = settings.Holidays.Select(date => LocalDatePattern.Iso.Parse(date).Value).ToImmutableHashSet();
        var week = Week(settings.OperatingHours);
        var narrowed = attempt is { } next && Step(settings, next).Windows is { IsEmpty: false } windows ? week.Within(windows.Select(Window)) : week;
        return new HoursCalendar(narrowed) { Closed = closed };
    }

    /// <summary>Whether the hours of an attempt are open at an instant, on the clock of a zone.</summary>
    public static bool IsOpen(AutoDialerSettings settings, int? attempt, string zone, DateTimeOffset at) =>
        HoursRules.Contains(new ZonedHours(LocalDay.ZoneOf(zone), Hours(settings, attempt)), at);

    /// <summary>The step of an attempt, from 1; the last one repeats.</summary>
    public static SequenceStep Step(AutoDialerSettings settings, int attempt) => settings.Sequence[Math.Clamp(attempt, 1, settings.Sequence.Length) - 1];

    /// <summary>The lanes in the order of service: those that are named, then the others.</summary>
    public static ImmutableArray<Lane> Lanes(AutoDialerSettings settings) => [.. settings.Lanes.Union(Enum.GetValues<Lane>())];

    private static WeeklyWindows Week(OperatingHours hours)
    {
        var days = hours.Days();
        return new WeeklyWindows(day => days[(int)day - 1].Windows.Select(Window));
    }

    private static TimeWindow Window(HourWindow window) => TimeWindow.TryParse(window.Start, window.End)!.Value;

    private static void WindowFaults(string field, ImmutableArray<HourWindow> windows, Action<string, string> fault)
    {
        for (var i = 0; i < windows.Length; i++)
        {
            if (TimeWindow.TryParse(windows[i].Start, windows[i].End) is not { } window)
            {
                fault($"{field}[{i}]", "must start before it ends");
            }
            else if (windows[..i].Any(other => TimeWindow.TryParse(other.Start, other.End) is { } earlier && earlier.Start < window.End && window.Start < earlier.End))
            {
                fault($"{field}[{i}]", "overlaps another window of the day");
            }
        }
    }

    /// <summary>Hours that never open are told of at once: nobody would ever be called, and nobody would know why.</summary>
    private static void NeverOpen(AutoDialerSettings settings, Action<string, string> fault)
    {
        var week = Week(settings.OperatingHours);
        if (IsEmpty(week))
        {
            fault("operatingHours", "are never open: no lead would ever be called");
            return;
        }

        if (IsEmpty(Lawful(week)))
        {
            fault("operatingHours", "lie outside the legal hours of every place: no lead would ever be called");
            return;
        }

        for (var i = 0; i < settings.Sequence.Length; i++)
        {
            if (settings.Sequence[i].Windows is { IsEmpty: false } windows && IsEmpty(Lawful(week.Within(windows.Select(Window)))))
            {
                fault($"sequence[{i}].windows", $"never meet the operating and legal hours: no lead would ever have attempt {i + 1}");
            }
        }
    }

    /// <summary>What of a week is lawful somewhere.</summary>
    private static WeeklyWindows Lawful(WeeklyWindows week) => new(day =>
        LegalTable.All.SelectMany(rule => week.Within(rule.Dialling.Week[day])[day]));

    private static bool IsEmpty(WeeklyWindows week) => Enum.GetValues<IsoDayOfWeek>().All(day => day == IsoDayOfWeek.None || week[day].IsEmpty);

    private static void Twice<T>(string field, ImmutableArray<T> values, Action<string, string> fault)
    {
        if (values.Distinct().Count() < values.Length)
        {
            fault(field, "names a value twice");
        }
    }
}
