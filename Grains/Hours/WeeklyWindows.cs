using System.Collections.Immutable;
using NodaTime;

namespace LeadSail.Hours;

/// <summary>The windows of each weekday in local wall time: sorted, not touching. Immutable.</summary>
public sealed class WeeklyWindows
{
    private static readonly IsoDayOfWeek[] Week = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None)];

    private readonly ImmutableArray<TimeWindow>[] _days;

    /// <summary>Takes the windows of a day from <paramref name="windowsOf"/>, in any order; overlapping and touching ones become one.</summary>
    public WeeklyWindows(Func<IsoDayOfWeek, IEnumerable<TimeWindow>> windowsOf) => _days = [.. Week.Select(d => Merge(windowsOf(d)))];

    /// <summary>Open at every instant.</summary>
    public static WeeklyWindows Always { get; } = EveryDay(TimeWindow.AllDay);

    /// <summary>Open at no instant.</summary>
    public static WeeklyWindows Never { get; } = EveryDay();

    /// <summary>The windows of a weekday; empty when it is closed.</summary>
    public ImmutableArray<TimeWindow> this[IsoDayOfWeek day] => _days[(int)day - 1];

    /// <summary>The same windows on each day.</summary>
    public static WeeklyWindows EveryDay(params TimeWindow[] windows) => new(_ => windows);

    /// <summary>Each window ends so many minutes earlier; one that has nothing left is dropped.</summary>
    public WeeklyWindows EndEarlier(int minutes) =>
        new(d => this[d].Select(w => w with { End = w.End - minutes }).Where(w => w.Start < w.End));

    /// <summary>Each day's windows cut down to what lies within one of these as well.</summary>
    public WeeklyWindows Within(IEnumerable<TimeWindow> windows)
    {
        var limits = windows.ToArray();
        return new(d =>
            from window in this[d]
            from limit in limits
            let both = new TimeWindow(Math.Max(window.Start, limit.Start), Math.Min(window.End, limit.End))
            where both.Start < both.End
            select both);
    }

    private static ImmutableArray<TimeWindow> Merge(IEnumerable<TimeWindow> windows)
    {
        var merged = new List<TimeWindow>();
        foreach (var window in windows.OrderBy(w => w.Start))
        {
            if (window.Start < 0 || window.End > TimeWindow.EndOfDay || window.Start >= window.End)
                throw new ArgumentOutOfRangeException(nameof(windows), window, "A window lies within one day, and starts before it ends.");
            if (merged.Count > 0 && window.Start <= merged[^1].End)
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, window.End) };
            else
                merged.Add(window);
        }
        return [.. merged];
    }
}
