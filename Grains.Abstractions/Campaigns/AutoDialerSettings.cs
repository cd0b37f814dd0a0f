using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using LeadSail.Leads;

namespace LeadSail.Campaigns;

/// <summary>When and how often a campaign calls its leads by itself (<c>dialing.md</c>, Settings).</summary>
[GenerateSerializer, Immutable, Alias("leadsail.auto-dialer-settings")]
public sealed record AutoDialerSettings
{
    /// <summary>Whether it calls new leads and tries again; callbacks and first submissions go on without.</summary>
    [Id(0)] public bool Active { get; init; }

    /// <summary>The IANA zone of leads of whom nobody knows theirs.</summary>
    [Id(1), StringLength(64), DefaultValue("America/New_York")] public string Timezone { get; init; } = "America/New_York";

    /// <summary>When leads are called, on their own clocks; a day left out is closed.</summary>
    [Id(2)] public OperatingHours OperatingHours { get; init; } = OperatingHours.Weekdays;

    /// <summary>Dates, <c>YYYY-MM-DD</c> on the lead's calendar, on which nobody is called; up to 100.</summary>
    [Id(3), MaxLength(100)] public ImmutableArray<string> Holidays { get; init; } = [];

    /// <summary>Entry n is for attempt n, the last one repeats; 1–50 entries.</summary>
    [Id(4), MinLength(1), MaxLength(50)] public ImmutableArray<SequenceStep> Sequence { get; init; } = [new(), new() { AfterMinutes = 120 }, new() { AfterMinutes = 1440 }];

    /// <summary>Replaces the sequence's delay after an outcome.</summary>
    [Id(5)] public OutcomeDelays ByOutcome { get; init; } = new() { Busy = new() { AfterMinutes = 15 } };

    /// <summary>The outcomes after which a lead is tried again; <c>incomplete</c> only when nobody spoke.</summary>
    [Id(6), MaxLength(5)] public ImmutableArray<RetryOutcome> RetryOn { get; init; } =
        [RetryOutcome.NoAnswer, RetryOutcome.Busy, RetryOutcome.Voicemail, RetryOutcome.Incomplete, RetryOutcome.Error];

    /// <summary>Minutes from the end of one call to a number to the next, 0–10,080.</summary>
    [Id(7), Range(0, 10_080)] public int MinGapMinutes { get; init; }

    /// <summary>Calls to a lead in this campaign, 1–50.</summary>
    [Id(8), Range(1, 50), DefaultValue(6)] public int MaxAttempts { get; init; } = 6;

    /// <summary>Calls to a lead on one of its days, 1–20.</summary>
    [Id(9), Range(1, 20), DefaultValue(3)] public int MaxAttemptsPerDay { get; init; } = 3;

    /// <summary>Leads with these statuses are not called by the dialer.</summary>
    [Id(10), MaxLength(23)] public ImmutableArray<LeadStatus> ExcludedStatuses { get; init; } =
    [
        LeadStatus.Dnc, LeadStatus.Disqualified, LeadStatus.NoContact, LeadStatus.Delivered, LeadStatus.Accepted, LeadStatus.Rejected, LeadStatus.Signed,
    ];

    /// <summary>Calls of this campaign's dialer at once, 1–10,000.</summary>
    [Id(11), Range(1, 10_000), DefaultValue(10)] public int MaxConcurrentCalls { get; init; } = 10;

    /// <summary>Calls that it starts in a minute, 1–6,000.</summary>
    [Id(12), Range(1, 6_000), DefaultValue(30)] public int CallsPerMinute { get; init; } = 30;

    /// <summary>The order of service; a lane left out is served after the others.</summary>
    [Id(13), MinLength(1), MaxLength(4)] public ImmutableArray<Lane> Lanes { get; init; } = [Lane.First, Lane.Callback, Lane.New, Lane.Retry];
}

/// <summary>The outcomes after which a lead may be tried again.</summary>
public enum RetryOutcome
{
    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The line was busy.</summary>
    Busy,

    /// <summary>A mailbox answered.</summary>
    Voicemail,

    /// <summary>Somebody or something answered, and nobody spoke.</summary>
    Incomplete,

    /// <summary>A technical error, after the phone may have rung.</summary>
    Error,
}

/// <summary>Why a lead waits for its call, which is also the order of service.</summary>
public enum Lane
{
    /// <summary>The first submission action.</summary>
    First,

    /// <summary>A callback that was promised.</summary>
    Callback,

    /// <summary>Never called in this campaign.</summary>
    New,

    /// <summary>Called before, and not reached.</summary>
    Retry,
}

/// <summary>A step of the sequence.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.sequence-step")]
public sealed record SequenceStep
{
    /// <summary>Minutes from the end of the attempt before, 0–43,200.</summary>
    [Id(0), Range(0, 43_200)] public int AfterMinutes { get; init; }

    /// <summary>Windows that narrow the operating hours for this attempt, up to 4; none narrows nothing.</summary>
    [Id(1), MaxLength(4)] public ImmutableArray<HourWindow> Windows { get; init; } = [];
}

/// <summary>Delays after outcomes.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.outcome-delays")]
public sealed record OutcomeDelays
{
    /// <summary>After nobody answered.</summary>
    [Id(0), JsonPropertyName("no_answer")] public OutcomeDelay? NoAnswer { get; init; }

    /// <summary>After a busy line.</summary>
    [Id(1)] public OutcomeDelay? Busy { get; init; }

    /// <summary>After a mailbox.</summary>
    [Id(2)] public OutcomeDelay? Voicemail { get; init; }

    /// <summary>After a call in which nobody spoke.</summary>
    [Id(3)] public OutcomeDelay? Incomplete { get; init; }

    /// <summary>After a technical error.</summary>
    [Id(4)] public OutcomeDelay? Error { get; init; }

    /// <summary>The delay after an outcome; null where the sequence's own counts.</summary>
    public OutcomeDelay? After(RetryOutcome outcome) => outcome switch
    {
        RetryOutcome.NoAnswer => NoAnswer,
        RetryOutcome.Busy => Busy,
        RetryOutcome.Voicemail => Voicemail,
        RetryOutcome.Incomplete => Incomplete,
        _ => Error,
    };
}

/// <summary>A delay after one outcome.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.outcome-delay")]
public sealed record OutcomeDelay
{
    /// <summary>Minutes from the end of the attempt, 0–43,200; not less than the minimum gap.</summary>
    [Id(0), Range(0, 43_200)] public int AfterMinutes { get; init; }
}
