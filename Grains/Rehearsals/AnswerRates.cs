using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using LeadSail.Calls;

namespace LeadSail.Rehearsals;

/// <summary>
/// How the called people of a rehearsal answer. The numbers that stand here by default are assumptions, not measurements: whoever has figures of their own gives them.
/// </summary>
public sealed record AnswerRates
{
    /// <summary>Per cent of first attempts that a person picks up, 0–100, by the hour of the clock where the lead is: 24 of them, from midnight on.</summary>
    [MinLength(24), MaxLength(24)]
    public ImmutableArray<double> ByHour { get; init; } = [15, 15, 15, 15, 15, 15, 20, 25, 30, 32, 34, 35, 35, 34, 34, 35, 37, 40, 42, 42, 38, 30, 20, 15];

    /// <summary>What that is multiplied by at the first attempt, the second, and so on, 0–10; the last one repeats. 1–50 of them.</summary>
    [MinLength(1), MaxLength(50)]
    public ImmutableArray<double> ByAttempt { get; init; } = [1, 0.85, 0.7, 0.6, 0.5];

    /// <summary>What comes of calls that a person picks up.</summary>
    public ReachedShares Reached { get; init; } = new();

    /// <summary>What comes of the others.</summary>
    public MissedShares Missed { get; init; } = new();

    /// <summary>Seconds that a person who picks up talks, on average, 1–3,600; single calls take half to one and a half of it.</summary>
    [Range(1, 3_600)]
    public int TalkSeconds { get; init; } = 90;

    /// <summary>Seconds that a phone rings which nobody picks up, 1–120.</summary>
    [Range(1, 120)]
    public int RingSeconds { get; init; } = 30;

    /// <summary>What is wrong beyond the single fields, each as <c>field: what is wrong</c>, by the names of the API.</summary>
    /// <param name="field">What the API calls this.</param>
    public IEnumerable<string> Faults(string field)
    {
        foreach (var (name, values, most) in new[] { ("byHour", ByHour, 100d), ("byAttempt", ByAttempt, 10d) })
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < 0 || values[i] > most)
                {
                    yield return $"{field}.{name}[{i}]: must be from 0 to {most}";
                }
            }
        }

        foreach (var (name, shares) in new[] { ("reached", Reached.Shares), ("missed", Missed.Shares) })
        {
            if (shares.All(share => share.Share == 0))
            {
                yield return $"{field}.{name}: must give at least one outcome a share";
            }
        }
    }
}

/// <summary>What comes of calls that a person picks up: each outcome's share, 0–1,000,000, in relation to the others'.</summary>
public sealed record ReachedShares
{
    /// <summary>The conversation reaches its goal.</summary>
    [Range(0, 1_000_000)] public int Completed { get; init; } = 8;

    /// <summary>The person hangs up in mid-talk.</summary>
    [Range(0, 1_000_000)] public int Incomplete { get; init; } = 7;

    /// <summary>The person fits.</summary>
    [Range(0, 1_000_000)] public int Qualified { get; init; } = 5;

    /// <summary>The person does not fit.</summary>
    [Range(0, 1_000_000)] public int Disqualified { get; init; } = 5;

    /// <summary>A colleague has to follow up.</summary>
    [Range(0, 1_000_000)] public int FollowUp { get; init; } = 3;

    /// <summary>The person asks to be called tomorrow at 15:00.</summary>
    [Range(0, 1_000_000)] public int ScheduledCallback { get; init; } = 4;

    /// <summary>The person asks not to be called again.</summary>
    [Range(0, 1_000_000)] public int Dnc { get; init; } = 2;

    internal (InteractionStatus Status, int Share)[] Shares =>
    [
        (InteractionStatus.Completed, Completed), (InteractionStatus.Incomplete, Incomplete), (InteractionStatus.Qualified, Qualified),
        (InteractionStatus.Disqualified, Disqualified), (InteractionStatus.FollowUp, FollowUp), (InteractionStatus.ScheduledCallback, ScheduledCallback), (InteractionStatus.Dnc, Dnc),
    ];
}

/// <summary>What comes of calls that nobody picks up: each outcome's share, 0–1,000,000, in relation to the others'.</summary>
public sealed record MissedShares
{
    /// <summary>It rings until the ringing time is over.</summary>
    [Range(0, 1_000_000)] public int NoAnswer { get; init; } = 36;

    /// <summary>A mailbox picks up.</summary>
    [Range(0, 1_000_000)] public int Voicemail { get; init; } = 22;

    /// <summary>The line is busy.</summary>
    [Range(0, 1_000_000)] public int Busy { get; init; } = 5;

    /// <summary>Something technical went wrong after the dial.</summary>
    [Range(0, 1_000_000)] public int Error { get; init; } = 1;

    internal (InteractionStatus Status, int Share)[] Shares =>
    [
        (InteractionStatus.NoAnswer, NoAnswer), (InteractionStatus.Voicemail, Voicemail), (InteractionStatus.Busy, Busy), (InteractionStatus.Error, Error),
    ];
}
