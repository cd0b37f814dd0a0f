using System.Globalization;
using LeadSail.Calls;
using LeadSail.Console.Badges;
using LeadSail.Console.Charts;
using LeadSail.Console.Shell;
using LeadSail.Rehearsals;

namespace LeadSail.Console.Rehearsals;

/// <summary>An hour or a day of a rehearsal, as it is drawn.</summary>
/// <param name="Label">When, on the viewer's clock.</param>
/// <param name="Tick">For the axis; null for nothing.</param>
/// <param name="Attempts">Calls dialled.</param>
/// <param name="Connects">Of them, those that a person picked up.</param>
/// <param name="InFlight">The most calls at once.</param>
/// <param name="Outcomes">What came of the calls, by its name in the API.</param>
internal sealed record RehearsalSpan(string Label, string? Tick, int Attempts, int Connects, int InFlight, IReadOnlyDictionary<string, int> Outcomes)
{
    private const int HoursOfTick = 22;

    public Bar Calls => new(Label, Attempts == 0 ? [] : [new("answered", "good", Connects), new("not answered", "mute", Attempts - Connects)], Tick);

    public Bar AtOnce => new(Label, InFlight == 0 ? [] : [new("at once", "info", InFlight)], Tick);

    /// <summary>What came of the calls, in words.</summary>
    public string Words => string.Join(", ", Outcomes.Select(outcome => $"{outcome.Value.ToString("N0", CultureInfo.InvariantCulture)} {Tones.Words(Enums.Parse<InteractionStatus>(outcome.Key)!.Value).ToLowerInvariant()}"));

    /// <summary>The hours as they are; the axis says where a day begins, unless what is left of it is too narrow for that.</summary>
    public static IReadOnlyList<RehearsalSpan> Hours(IReadOnlyList<RehearsalHourView> hours, Viewer viewer) =>
    [
        .. hours.Select((hour, i) => new RehearsalSpan(
            viewer.Format(hour.At, "ddd d MMM HH:mm"), hours.Count - i >= HoursOfTick && viewer.DayOf(hour.At) != viewer.DayOf(hour.At.AddHours(-1)) ? viewer.Format(hour.At, "ddd d") : null,
            hour.Attempts, hour.Connects, hour.InFlight, hour.Outcomes)),
    ];

    /// <summary>The days of the viewer's calendar.</summary>
    public static IReadOnlyList<RehearsalSpan> Days(IEnumerable<RehearsalHourView> hours, Viewer viewer)
    {
        var days = hours.GroupBy(hour => viewer.DayOf(hour.At)).ToArray();
        var each = Math.Max(1, (days.Length + 6) / 7);
        return
        [
            .. days.Select((day, i) => new RehearsalSpan(
                viewer.Format(day.First().At, "ddd d MMM"), i % each == 0 && days.Length - i >= each ? viewer.Format(day.First().At, "d MMM") : null,
                day.Sum(hour => hour.Attempts), day.Sum(hour => hour.Connects), day.Max(hour => hour.InFlight),
                day.SelectMany(hour => hour.Outcomes).GroupBy(outcome => outcome.Key).OrderBy(outcome => Enums.Parse<InteractionStatus>(outcome.Key)).ToDictionary(outcome => outcome.Key, outcome => outcome.Sum(count => count.Value)))),
        ];
    }
}
