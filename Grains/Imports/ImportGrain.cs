using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Imports;

/// <summary>Shell of <see cref="ImportMachine"/>: goes from batch to batch by the number of the last row, and lets rows go that nobody needs any more.</summary>
[GrainType("import")]
public sealed partial class ImportGrain(
    [PersistentState("import")] IPersistentState<ImportState> store, ILeads leads, IImportRows rows, IStateReader states, TimeProvider time, ILogger<ImportGrain> logger)
    : LifeGrain<ImportState, ImportCommand, ImportEvent>(store, time), IImportGrain
{
    private const int BatchSize = ILeads.MostFound, DropSize = 5_000, MostTries = 5;

    private readonly TimeProvider time = time;
    private Settler? settler;
    private int tries;
    private (int After, int To) passed;

    /// <inheritdoc/>
    public async Task<ImportReply> Tell(ImportCommand command) => new() { Refusal = (await Handle(command)).Refusal };

    /// <inheritdoc/>
    public Task Wake()
    {
        OnCommitted();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void OnCommitted()
    {
        if (Committed.WakeAt is not null)
        {
            settler ??= new Settler(this, GoOn, e => LogNotGoneOn(e, Id), time);
            settler.Kick();
        }
    }

    /// <inheritdoc/>
    protected override Decision<ImportEvent> Decide(ImportState state, ImportCommand command, DateTimeOffset now) => ImportMachine.Decide(state, command);

    /// <inheritdoc/>
    protected override ImportState Evolve(ImportState state, ImportEvent happened, DateTimeOffset at) => ImportMachine.Evolve(state, happened, at);

    /// <summary>One step; its commit has the settler go on with the next.</summary>
    private async Task<DateTimeOffset?> GoOn(CancellationToken cancellationToken)
    {
        var isDue = Committed.WakeAt <= Now;
        switch (Committed)
        {
            case { IsRunning: true } import:
                var settled = Settle(cancellationToken);
                var done = await NextBatch(import, cancellationToken);
                await settled;
                passed = (done.After, done.Last);
                await this.AsReference<IImportGrain>().Tell(done);
                return null;
            case { OwesCleaning: true } import:
                await Clean(withRejects: import.StartedAt is null, cancellationToken);
                return null;
            case { IsReceiving: true } when isDue:
                await this.AsReference<IImportGrain>().Tell(new AbandonImport());
                return null;
            case { KeepsRejects: true } when isDue:
                await Clean(withRejects: true, cancellationToken);
                return null;
            default:
                return null; // the sweeper looks again
        }
    }

    private async Task<ImportBatchDone> NextBatch(ImportState import, CancellationToken cancellationToken)
    {
        var batch = await rows.WaitingAsync(OrganizationId, Id, import.After, BatchSize, cancellationToken);
        if (batch.Count == 0)
        {
            return new ImportBatchDone { After = import.After, Last = import.After, IsEnd = true };
        }

        tries++;
        var ports = new ImportPorts(leads, rows, states, key => GrainFactory.GetGrain<ILeadGrain>(key), (e, number) => LogRowFailed(e, Id, number));
        var counts = await new ImportBatch(this.GetPrimaryKeyString(), import, ports, Now) { LeavesOutBroken = tries >= MostTries }.RunAsync(batch, cancellationToken);
        tries = 0;
        return new ImportBatchDone { After = import.After, Last = batch[^1].Number, Counts = counts, IsEnd = batch.Count < BatchSize };
    }

    /// <summary>
    /// What the rows of the batch before said now stands in their leads, which can be erased; so it stands nowhere else. A rehearsal's rows are known to later ones until its end.
    /// What is left after a crash goes at the end.
    /// </summary>
    private async Task Settle(CancellationToken cancellationToken)
    {
        if (Committed is { Plan.IsDryRun: false } import && passed.To > passed.After && passed.To <= import.After)
        {
            await rows.SettleAsync(OrganizationId, Id, passed.After, passed.To, cancellationToken);
        }
    }

    private async Task Clean(bool withRejects, CancellationToken cancellationToken)
    {
        while (await rows.DropAsync(OrganizationId, Id, withRejects, DropSize, cancellationToken) == DropSize)
        {
        }

        await this.AsReference<IImportGrain>().Tell(new ImportRowsGone(withRejects));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The import {ImportId} could not go on; it is tried again")]
    private partial void LogNotGoneOn(Exception exception, string importId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The import {ImportId} could not store the lead of its row {Number} and leaves it out")]
    private partial void LogRowFailed(Exception exception, string importId, int number);
}
