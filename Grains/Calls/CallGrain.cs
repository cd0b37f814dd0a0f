using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Providers;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Calls;

/// <summary>Shell of <see cref="CallMachine"/>: its settler takes the slot, asks for the permit, dials, asks the provider, and pays what is owed.</summary>
[GrainType("call")]
public sealed partial class CallGrain(
    [PersistentState("call")] IPersistentState<CallState> store,
    VoiceProviders providers,
    IStateReader states,
    TimeProvider time,
    ILogger<CallGrain> logger) : LifeGrain<CallState, CallCommand, CallEvent>(store, time), ICallGrain
{
    /// <summary>A start request leaves within this time of the commit that says "dialling", or not at all.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SlotPatience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider time = time;
    private Settler settler = null!;
    private CancellationTokenSource? starting;
    private long diallingSince;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        settler = new Settler(this, Settle, e => LogSettlingFailed(e, Id), time);
    }

    /// <inheritdoc/>
    public async Task<CallReply> Tell(CallCommand command)
    {
        var decision = await Handle(command);
        return new CallReply { Changed = !decision.Events.IsEmpty, Refusal = decision.Refusal, Phase = Committed.Phase };
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        settler.Kick();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Decision<CallEvent> Decide(CallState state, CallCommand command, DateTimeOffset now) => CallMachine.Decide(state, command, now);

    /// <inheritdoc/>
    protected override CallState Evolve(CallState state, CallEvent happened, DateTimeOffset at) => CallMachine.Evolve(state, happened, at);

    /// <inheritdoc/>
    protected override void OnCommitted()
    {
        if (Committed.Phase == CallPhase.Dialling)
        {
            diallingSince = time.GetTimestamp();
        }
        else if (Committed.Phase == CallPhase.Final)
        {
            // A report that overtook the reply: what the start request still has to say is of no interest.
            starting?.Cancel();
        }

        settler.Kick();
    }

    private ICallGrain Self => this.AsReference<ICallGrain>();

    private ILineGrain Line => Peer<ILineGrain>(Committed.Call!.Provider);

    private IDialedNumberGrain Number => Peer<IDialedNumberGrain>(Committed.Call!.Phone);

    private async Task<DateTimeOffset?> Settle(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = CallMachine.Next(Committed);
            if (next.DueAt is not { } due || due > Now)
            {
                return next.DueAt;
            }

            await (next.Step switch
            {
                CallStep.Start => Start(cancellationToken),
                CallStep.Ask => Ask(cancellationToken),
                _ => Pay(),
            });
        }
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        var call = Committed.Call!;
        var patience = call.StartBy - Now;
        if (patience <= TimeSpan.Zero || !await Line.Take(SlotRequestOf(call, patience)))
        {
            await Self.Tell(new Look());
            return;
        }

        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, call.CampaignId), cancellationToken);
        var permit = await Number.Tell(new Permit(call.InteractionId, campaign?.IsActive ?? false, call.IsTest, call.Place));
        if (permit.Refusal is { } refusal)
        {
            await Self.Tell(new Forbidden(refusal));
            return;
        }

        var dialling = await Self.Tell(new Permitted());
        if (!dialling.Changed || dialling.Phase != CallPhase.Dialling)
        {
            return;
        }

        var answer = await Dial(call, cancellationToken);
        LogDialAnswered(call.InteractionId, answer.GetType().Name);
        if ((await Self.Tell(answer)).Phase == CallPhase.Queued)
        {
            await Line.Free(call.InteractionId);
        }
    }

    private async Task<CallCommand> Dial(CreateCall call, CancellationToken cancellationToken)
    {
        if (providers.Find(call.Provider) is not { } provider)
        {
            return new Rejected($"This server has no provider named {call.Provider}.");
        }

        if (!await Line.Confirm(call.InteractionId))
        {
            return new NotSent("The slot was lost before dialling.");
        }

        if (time.GetElapsedTime(diallingSince) >= StartWithin)
        {
            return new NotSent("Too much time passed between the permit and the start request.");
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        starting = cancel;
        try
        {
            return AnswerOf(await provider.StartCallAsync(StartRequestOf(call), cancel.Token));
        }
        finally
        {
            starting = null;
        }
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        var call = Committed.Call!;
        await Self.Tell(await AskProvider(call, cancellationToken));
    }

    private async Task<CallCommand> AskProvider(CreateCall call, CancellationToken cancellationToken)
    {
        if (providers.Find(call.Provider) is not { } provider)
        {
            return new NothingKnown(Reachable: false);
        }

        try
        {
            var conversationId = Committed.ConversationId
                ?? (await provider.FindCallsAsync(call.InteractionId, call.ProviderAgentId, cancellationToken) is [var first, ..] ? first.ConversationId : null);
            var report = conversationId is null ? null : await provider.GetCallAsync(conversationId, cancellationToken);
            return report is null ? new NothingKnown(Reachable: true) : new Report(report, Asked: true);
        }
        catch (ProviderUnavailableException e)
        {
            LogProviderNotReached(e, call.InteractionId);
            return new NothingKnown(Reachable: false);
        }
    }

    /// <summary>The slot first: others wait for it. One debt that cannot be paid does not hold up the others.</summary>
    private async Task Pay()
    {
        var state = Committed;
        var call = state.Call!;
        var debts = new (CallDebts Debt, Func<Task> Pay)[]
        {
            (CallDebts.Slot, () => Line.Free(call.InteractionId)),
            (CallDebts.Number, () => Number.Tell(new Release(call.InteractionId, state.Dialled, state.EndedAt!.Value, state.OptOut))),
            (CallDebts.Lead, () => Peer<ILeadGrain>(call.LeadId).Tell(EndOf(state, call))),
        };
        var paid = CallDebts.None;
        List<Exception> failures = [];
        foreach (var (debt, pay) in debts.Where(owed => state.Debts.HasFlag(owed.Debt)))
        {
            try
            {
                await pay();
                paid |= debt;
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        if (paid != CallDebts.None)
        {
            await Self.Tell(new Settled(paid, state.OptOut));
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
