using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.EnterJobs;

/// <summary>Shell of <see cref="EnterJobMachine"/>: goes from batch to batch by the last id, so that nothing but that has to be remembered. To enter a lead twice is harmless.</summary>
[GrainType("enter_job")]
public sealed partial class EnterJobGrain([PersistentState("enter_job")] IPersistentState<EnterJobState> store, ILeads leads, TimeProvider time, ILogger<EnterJobGrain> logger)
    : LifeGrain<EnterJobState, EnterJobCommand, EnterJobEvent>(store, time), IEnterJobGrain
{
    private const int BatchSize = 256, AtOnce = 32, MostTries = 5;

    private readonly TimeProvider time = time;
    private Settler? settler;
    private int tries;

    /// <inheritdoc/>
    public async Task<EnterJobReply> Tell(EnterJobCommand command) => new() { Refusal = (await Handle(command)).Refusal };

    /// <inheritdoc/>
    public Task Wake()
    {
        OnCommitted();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void OnCommitted()
    {
        if (Committed.IsRunning)
        {
            settler ??= new Settler(this, GoOn, e => LogBatchFailed(e, Id), time);
            settler.Kick();
        }
    }

    /// <inheritdoc/>
    protected override Decision<EnterJobEvent> Decide(EnterJobState state, EnterJobCommand command, DateTimeOffset now) => EnterJobMachine.Decide(state, command);

    /// <inheritdoc/>
    protected override EnterJobState Evolve(EnterJobState state, EnterJobEvent happened, DateTimeOffset at) => EnterJobMachine.Evolve(state, happened, at);

    /// <summary>One batch; its commit has the settler go on with the next.</summary>
    private async Task<DateTimeOffset?> GoOn(CancellationToken cancellationToken)
    {
        var job = Committed;
        if (!job.IsRunning)
        {
            return null;
        }

        var batch = await leads.IdsAsync(OrganizationId, job.Which, job.After, BatchSize, cancellationToken);
        var refused = new List<string?>(batch.Count);
        tries++;
        foreach (var few in batch.Chunk(AtOnce))
        {
            refused.AddRange(await Task.WhenAll(few.Select(leadId => Enter(leadId, job))));
        }

        tries = 0;
        await this.AsReference<IEnterJobGrain>().Tell(new EnterBatchDone
        {
            After = job.After,
            Last = batch is [.., var last] ? last : null,
            Entered = refused.Count(code => code is null),
            Refused = [.. refused.OfType<string>()],
            IsEnd = batch.Count < BatchSize,
        });
        return null;
    }

    /// <summary>The code with which a lead refuses; null when it is in. One that fails time and again does not hold up the others.</summary>
    private async Task<string?> Enter(string leadId, EnterJobState job)
    {
        try
        {
            return (await Peer<ILeadGrain>(leadId).Tell(new EnterDialer { Actor = job.Actor, CampaignId = job.Which.CampaignId })).Refusal?.Code;
        }
        catch (Exception e) when (tries >= MostTries)
        {
            LogLeadFailed(e, Id, leadId);
            return Codes.InternalError;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of the job {JobId} failed; it is tried again")]
    private partial void LogBatchFailed(Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {JobId} could not enter the lead {LeadId} and leaves it out")]
    private partial void LogLeadFailed(Exception exception, string jobId, string leadId);
}
