using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Storage;

namespace LeadSail.EnterJobs;

/// <summary>A job, as stored: which leads, how far it is, and what came of them. No list of leads.</summary>
public sealed record EnterJobState : LifeState
{
    /// <summary>When it began; null when there is no such job.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last went on.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was over; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it stands.</summary>
    public EnterJobStatus Status { get; init; }

    /// <summary>The leads.</summary>
    public LeadSelection Which { get; init; } = new();

    /// <summary>Who asked for it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>How many leads were selected when it began.</summary>
    public int Total { get; init; }

    /// <summary>The last lead that it has gone through; null when it has none.</summary>
    public string? After { get; init; }

    /// <summary>How many are in the dialer.</summary>
    public int Entered { get; init; }

    /// <summary>How many refused, by the code of their refusal.</summary>
    public ImmutableSortedDictionary<string, int> Refused { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Whether there is anything to do.</summary>
    [JsonIgnore]
    public bool IsRunning => CreatedAt is not null && Status == EnterJobStatus.Running;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => EnterJobMachine.Next(this);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => null;
}
