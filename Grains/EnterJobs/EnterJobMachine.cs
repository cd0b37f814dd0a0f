using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.EnterJobs;

/// <summary>A job's life: started, batch after batch, done or cancelled.</summary>
public static class EnterJobMachine
{
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(5);

    /// <summary>What a command makes happen.</summary>
    public static Decision<EnterJobEvent> Decide(EnterJobState state, EnterJobCommand command) => (command, state.CreatedAt) switch
    {
        (StartEnterJob start, null) => Decision<EnterJobEvent>.Happens(new EnterJobStarted(start.Which, start.Which.CampaignId, start.Total, start.Actor)),
        (StartEnterJob, _) => Decision<EnterJobEvent>.Nothing,
        (_, null) => Decision<EnterJobEvent>.Refuse(Codes.NotFound, "There is no such job."),
        (CancelEnterJob cancel, _) when state.IsRunning => Decision<EnterJobEvent>.Happens(new EnterJobCancelled(cancel.Actor)),
        (EnterBatchDone done, _) when state.IsRunning && done.After == state.After => done.IsEnd
            ? Decision<EnterJobEvent>.Happens(new LeadsEntered(done), new EnterJobDone(state.Entered + done.Entered))
            : Decision<EnterJobEvent>.Happens(new LeadsEntered(done)),
        _ => Decision<EnterJobEvent>.Nothing,
    };

    /// <summary>The state after an event.</summary>
    public static EnterJobState Evolve(EnterJobState state, EnterJobEvent happened, DateTimeOffset at) => happened switch
    {
        EnterJobStarted started => state with { CreatedAt = at, UpdatedAt = at, Which = started.Which, Total = started.Total, Actor = started.By },
        LeadsEntered { Batch: var batch } => state with
        {
            UpdatedAt = at, After = batch.Last ?? state.After, Entered = state.Entered + batch.Entered,
            Refused = batch.Refused.Aggregate(state.Refused, (refused, code) => refused.SetItem(code, refused.GetValueOrDefault(code) + 1)),
        },
        EnterJobDone => state with { UpdatedAt = at, EndedAt = at, Status = EnterJobStatus.Done },
        EnterJobCancelled => state with { UpdatedAt = at, EndedAt = at, Status = EnterJobStatus.Cancelled },
        _ => throw new InvalidOperationException($"A job does not know {happened.GetType().Name}."),
    };

    /// <summary>When the sweeper looks after a job that does not go on.</summary>
    public static DateTimeOffset? Next(EnterJobState state) => state.IsRunning ? state.UpdatedAt + Backstop : null;
}

/// <summary>What happens to a job.</summary>
public abstract record EnterJobEvent : LifeEvent;

/// <summary>It begins.</summary>
public sealed record EnterJobStarted([property: JsonIgnore] LeadSelection Which, string CampaignId, int Total, [property: JsonIgnore] string By) : EnterJobEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}

/// <summary>It has gone through a batch.</summary>
public sealed record LeadsEntered([property: JsonIgnore] EnterBatchDone Batch) : EnterJobEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsHistory => false;
}

/// <summary>It has gone through all.</summary>
public sealed record EnterJobDone(int Entered) : EnterJobEvent;

/// <summary>Somebody ended it.</summary>
public sealed record EnterJobCancelled([property: JsonIgnore] string By) : EnterJobEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Actor => By;
}
