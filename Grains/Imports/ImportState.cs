using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Lives;
using LeadSail.Storage;

namespace LeadSail.Imports;

/// <summary>An import, as stored: what it is to do, how far it is, and what came of its rows. The rows stand in a table of their own.</summary>
public sealed record ImportState : LifeState
{
    /// <summary>When its upload began; null when there is no such import.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last went on.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When all of its rows were stored; null when they are not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it stands, once it has started.</summary>
    public ImportStatus Status { get; init; }

    /// <summary>What is to become of the rows.</summary>
    public ImportPlan Plan { get; init; } = new();

    /// <summary>Who asked for it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What the file is called.</summary>
    public string? FileName { get; init; }

    /// <summary>The names of the file's columns.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>How many rows the file has.</summary>
    public int Total { get; init; }

    /// <summary>The number of the last row that it has gone through; 0 when it has none.</summary>
    public int After { get; init; }

    /// <summary>What came of the rows so far.</summary>
    public ImportCounts Counts { get; init; } = new();

    /// <summary>Whether rows that nobody needs any more are still stored.</summary>
    public bool OwesCleaning { get; init; }

    /// <summary>Whether its rejected rows are kept no longer.</summary>
    public bool RejectsAreGone { get; init; }

    /// <summary>Whether its rows are being stored.</summary>
    [JsonIgnore]
    public bool IsReceiving => CreatedAt is not null && StartedAt is null && EndedAt is null;

    /// <summary>Whether it takes rows.</summary>
    [JsonIgnore]
    public bool IsRunning => StartedAt is not null && EndedAt is null;

    /// <summary>Whether there are rejected rows to look at.</summary>
    [JsonIgnore]
    public bool KeepsRejects => StartedAt is not null && Counts.Rejected > 0 && !RejectsAreGone;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DateTimeOffset? WakeAt => ImportMachine.Next(this);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadRow? ReadRow => StartedAt is null ? null : new("imports",
    [
        new("campaign_id", Plan.CampaignId), new("status", Enums.Name(Status)), new("created_at", CreatedAt), new("ended_at", EndedAt),
    ]);
}

/// <summary>How an import stands.</summary>
public enum ImportStatus
{
    /// <summary>It takes rows.</summary>
    Running,

    /// <summary>It has gone through all.</summary>
    Done,

    /// <summary>Somebody ended it before.</summary>
    Cancelled,
}
