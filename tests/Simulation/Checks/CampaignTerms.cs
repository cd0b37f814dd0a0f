using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadSail.Simulation.Checks;

/// <summary>What a campaign's settings promise, read from their JSON as a client would.</summary>
internal sealed class CampaignTerms
{
    private readonly Dictionary<DayOfWeek, (TimeSpan From, TimeSpan To)[]> week = [];
    private readonly List<(TimeSpan After, (TimeSpan From, TimeSpan To)[] Windows)> steps = [];
    private readonly Dictionary<string, TimeSpan> byOutcome = new(StringComparer.Ordinal);
    private readonly HashSet<DateOnly> holidays;

    private CampaignTerms(JsonObject settings)
    {
        var dialer = settings["autoDialer"]!.AsObject();
        (IsActive, HasDialer) = ((bool)settings["active"]! && !(bool)settings["archived"]!, (bool)dialer["active"]!);
        RequiresConsent = (bool)settings["requireConsent"]!;
        ActsOnSubmission = (bool)settings["firstSubmissionAction"]!["enabled"]!;
        (MaxAttempts, MaxDaily, AtOnce, PerMinute) = ((int)dialer["maxAttempts"]!, (int)dialer["maxAttemptsPerDay"]!, (int)dialer["maxConcurrentCalls"]!, (int)dialer["callsPerMinute"]!);
        Gap = TimeSpan.FromMinutes((int)dialer["minGapMinutes"]!);
        LongestTalk = TimeSpan.FromSeconds((int)settings["voice"]!["maxDurationSeconds"]!);
        Excluded = [.. dialer["excludedStatuses"]!.AsArray().Select(status => (string)status!)];
        holidays = [.. dialer["holidays"]!.AsArray().Select(day => DateOnly.Parse((string)day!, CultureInfo.InvariantCulture))];
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            week[day] = Windows(dialer["operatingHours"]![day.ToString().ToLowerInvariant()]);
        }

        foreach (var step in dialer["sequence"]!.AsArray())
        {
            steps.Add((TimeSpan.FromMinutes((int)step!["afterMinutes"]!), Windows(step["windows"])));
        }

        foreach (var (outcome, delay) in dialer["byOutcome"]!.AsObject())
        {
            byOutcome[outcome] = TimeSpan.FromMinutes((int)delay!["afterMinutes"]!);
        }
    }

    /// <summary>Whether the campaign calls at all.</summary>
    public bool IsActive { get; }

    /// <summary>Whether its dialer calls new leads, and tries again.</summary>
    public bool HasDialer { get; }

    public bool RequiresConsent { get; }

    public bool ActsOnSubmission { get; }

    public int MaxAttempts { get; }

    public int MaxDaily { get; }

    /// <summary>Calls of the dialer at once.</summary>
    public int AtOnce { get; }

    /// <summary>Calls that the dialer starts in a minute.</summary>
    public int PerMinute { get; }

    /// <summary>From the end of a call to a number to the next one.</summary>
    public TimeSpan Gap { get; }

    public TimeSpan LongestTalk { get; }

    public IReadOnlyList<string> Excluded { get; }

    public static CampaignTerms Of(JsonObject settings) => new(settings);

    /// <summary>Whether the hours are open.</summary>
    /// <param name="local">On the lead's clock.</param>
    /// <param name="attempt">For which attempt, from 1; null for a call that no step narrows.</param>
    public bool IsOpen(DateTime local, int? attempt)
    {
        if (holidays.Contains(DateOnly.FromDateTime(local)) || !Within(week[local.DayOfWeek], local.TimeOfDay))
        {
            return false;
        }

        var windows = attempt is { } next ? Step(next).Windows : [];
        return windows.Length == 0 || Within(windows, local.TimeOfDay);
    }

    /// <summary>The least time from the end of a call to the dialer's next one to the lead.</summary>
    /// <param name="outcome">What came of the call; none when somebody spoke, which is no reason to try again: the steps alone count.</param>
    public TimeSpan DelayAfter(string outcome)
    {
        var delay = byOutcome.TryGetValue(outcome, out var own) ? own : steps.Count == 1 ? steps[0].After : steps.Skip(1).Min(step => step.After);
        return delay > Gap ? delay : Gap;
    }

    private (TimeSpan After, (TimeSpan From, TimeSpan To)[] Windows) Step(int attempt) => steps[Math.Min(attempt, steps.Count) - 1];

    private static bool Within((TimeSpan From, TimeSpan To)[] windows, TimeSpan at) => windows.Any(window => at >= window.From && at < window.To);

    private static (TimeSpan From, TimeSpan To)[] Windows(JsonNode? windows) => [.. (windows?.AsArray() ?? []).Select(window => (Clock(window!["start"]), Clock(window["end"])))];

    private static TimeSpan Clock(JsonNode? text)
    {
        var parts = ((string)text!).Split(':');
        return new TimeSpan(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), 0);
    }
}
