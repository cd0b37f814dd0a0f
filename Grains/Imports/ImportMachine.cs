using System.Text.Json.Serialization;
using LeadSail.Lives;

namespace LeadSail.Imports;

/// <summary>An import's life: received, started, batch after batch, done or cancelled; then its rows go, the rejected ones a week later.</summary>
public static class ImportMachine
{
    /// <summary>How long rejected rows can be fetched.</summary>
    public static readonly TimeSpan KeepsRejectsFor = TimeSpan.FromDays(7);

    /// <summary>Within what rows must be stored: an upload of which nobody heard for so long was cut off.</summary>
    private static readonly TimeSpan LongestReceiving = TimeSpan.FromHours(1);

    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(5);

    /// <summary>What a command makes happen.</summary>
    public static Decision<ImportEvent> Decide(ImportState state, ImportCommand command) => (command, state) switch
    {
        (ReceiveImport receive, { CreatedAt: null }) => Decision<ImportEvent>.Happens(new ImportReceived(receive.Actor)),
        (_, { CreatedAt: null }) => Decision<ImportEvent>.Refuse(Codes.NotFound, "There is no such import."),
        (StartImport start, { IsReceiving: true }) => Decision<ImportEvent>.Happens(
            new ImportStarted(start, start.Plan.CampaignId, start.Plan.Purpose, start.Plan.IsDryRun, start.Total, start.Rejected, state.Actor)),
        (StartImport, { StartedAt: null }) => Decision<ImportEvent>.Refuse(Codes.Conflict, "The upload took too long: its rows are gone."),
        (AbandonImport, { IsReceiving: true }) => Decision<ImportEvent>.Happens(new ImportAbandoned()),
        (CancelImport cancel, { IsRunning: true }) => Decision<ImportEvent>.Happens(new ImportCancelled(cancel.Actor)),
        (ImportBatchDone done, { IsRunning: true }) when done.After == state.After => done.IsEnd
            ? Decision<ImportEvent>.Happens(new RowsImported(done), ImportDone.Of(state.Counts.Plus(done.Counts)))
            : Decision<ImportEvent>.Happens(new RowsImported(done)),
        (ImportBatchDone done, { Status: ImportStatus.Cancelled, OwesCleaning: true }) when done.After == state.After => Decision<ImportEvent>.Happens(new RowsImported(done)), // it was under way
        (ImportRowsGone { WithRejects: false }, { OwesCleaning: true }) => Decision<ImportEvent>.Happens(new RowsCleaned()),
        (ImportRowsGone { WithRejects: true }, { KeepsRejects: true } or { OwesCleaning: true }) => Decision<ImportEvent>.Happens(new RejectsForgotten()),
        _ => Decision<ImportEvent>.Nothing,
    };

    /// <summary>The state after an event.</summary>
    public static ImportState Evolve(ImportState state, ImportEvent happened, DateTimeOffset at) => Change(state, happened, at) with { UpdatedAt = at };

    /// <summary>When the sweeper looks after an import that does not go on, or has rows to let go.</summary>
    public static DateTimeOffset? Next(ImportState state) => state switch
    {
        { IsReceiving: true, CreatedAt: { } at } => at + LongestReceiving,
        { IsRunning: true } or { OwesCleaning: true } => state.UpdatedAt + Backstop,
        { KeepsRejects: true, EndedAt: { } at } => at + KeepsRejectsFor,
        _ => null,
    };

    private static ImportState Change(ImportState state, ImportEvent happened, DateTimeOffset at) => happened switch
    {
        ImportReceived received => state with { CreatedAt = at, Actor = received.By },
        ImportAbandoned => state with { EndedAt = at, OwesCleaning = true },
        ImportStarted { What: var start } => state with
        {
            StartedAt = at, Plan = start.Plan, FileName = start.FileName, Columns = start.Columns, Total = start.Total, Counts = new() { Rejected = start.Rejected },
        },
        RowsImported { Batch: var batch } => state with { After = batch.Last, Counts = state.Counts.Plus(batch.Counts) },
        ImportDone => state with { EndedAt = at, Status = ImportStatus.Done, OwesCleaning = true },
        ImportCancelled => state with { EndedAt = at, Status = ImportStatus.Cancelled, OwesCleaning = true },
        RowsCleaned => state with { OwesCleaning = false },
        RejectsForgotten => state with { OwesCleaning = false, RejectsAreGone = true },
        _ => throw new InvalidOperationException($"An import does not know {happened.GetType().Name}."),
    };
}

/// <summary>What happens to an import.</summary>
public abstract record ImportEvent : LifeEvent;

/// <summary>Its upload begins.</summary>
public sealed record ImportReceived([property: JsonIgnore] string By) : ImportEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>Its upload was cut off, or is none.</summary>
public sealed record ImportAbandoned : ImportEvent;

/// <summary>All rows are stored: it begins.</summary>
public sealed record ImportStarted(
    [property: JsonIgnore] StartImport What, string CampaignId, ImportPurpose Purpose, bool DryRun, int Total, int Rejected, [property: JsonIgnore] string By) : ImportEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>It has gone through a batch.</summary>
public sealed record RowsImported([property: JsonIgnore] ImportBatchDone Batch) : ImportEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}

/// <summary>It has gone through all.</summary>
public sealed record ImportDone(int Created, int Updated, int Skipped, int Rejected) : ImportEvent
{
    internal static ImportDone Of(ImportCounts counts) => new(counts.Created, counts.Updated, counts.Skipped, counts.Rejected);
}

/// <summary>Somebody ended it.</summary>
public sealed record ImportCancelled([property: JsonIgnore] string By) : ImportEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>Its rows are gone, but for the rejected ones.</summary>
public sealed record RowsCleaned : ImportEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}

/// <summary>Nothing of its rows is stored any more.</summary>
public sealed record RejectsForgotten : ImportEvent;
