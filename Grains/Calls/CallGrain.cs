using System.Collections.Immutable;
using System.Diagnostics;
using LeadSail.Campaigns;
using LeadSail.Deliveries;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Permits;
using LeadSail.PostCall;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.Telemetry;
using Microsoft.Extensions.Logging;

namespace LeadSail.Calls;

/// <summary>Shell of <see cref="CallMachine"/>: its settler takes the slot, asks for the permit, dials, asks the provider, and pays what is owed.</summary>
[GrainType("call")]
public sealed partial class CallGrain(
    [PersistentState("call")] IPersistentState<CallState> store,
    VoiceProviders providers,
    PostCallRunner runner,
    IStateReader states,
    ISettings settings,
    DialGate gate,
    TimeProvider time,
    ILogger<CallGrain> logger) : LifeGrain<CallState, CallCommand, CallEvent>(store, time), ICallGrain
{
    /// <summary>A start request leaves within this time of the commit that says "dialling", or not at all.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SlotPatience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider time = time;
    private Settler settler = null!;
    private CancellationTokenSource? atProvider;

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
        Measure(decision.Events);
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
    protected override OutgoingEvent? NewsIn(CallState before, CallEvent happened, CallState after, DateTimeOffset at) => CallNewsRules.Of(before, happened, after, at);

    /// <inheritdoc/>
    protected override void OnCommitted()
    {
        if (Committed.Phase == CallPhase.Final)
        {
            // A report that overtook the provider's answer: what that has to say is of no interest, and the debts must not wait for it.
            atProvider?.Cancel();
        }

        settler.Kick();
    }

    private void Measure(ImmutableArray<CallEvent> events)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case Dialling when Committed.Call!.DueAt is { } due:
                    Metrics.Dialled(Now - due);
                    break;
                case CallFinished finished:
                    Metrics.CallEnded(Committed.Call!, finished.Status);
                    break;
            }
        }
    }

    private ICallGrain Self => this.AsReference<ICallGrain>();

    private ILineGrain Line => Peer<ILineGrain>(Committed.Call!.Provider);

    private IDialedNumberGrain Number => Peer<IDialedNumberGrain>(Committed.Call!.Phone);

    private async Task<DateTimeOffset?> Settle(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = CallMachine.Next(Committed);
            if (next.DueAt is not { } due || !settler.IsDue(due))
            {
                return next.DueAt;
            }

            if (next.Step == CallStep.Start && gate.Stopping.IsCancellationRequested)
            {
                return null; // the next process begins it
            }

            await (next.Step switch
            {
                CallStep.Start => Start(cancellationToken),
                CallStep.Ask => Ask(cancellationToken),
                CallStep.PostCall => TakeStep(cancellationToken),
                _ => Pay(),
            });
        }
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        var call = Committed.Call!;
        var patience = call.StartBy - Now;
        var slot = patience > TimeSpan.Zero ? await Line.Take(SlotRequestOf(call, patience)) : null;
        if (slot is not { Granted: true })
        {
            await Self.Tell(new Look(slot?.Why));
            return;
        }

        var (campaign, organization) = await ReadSettings(call, cancellationToken);
        var leadDnc = await MustNotBePhoned(call, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var permittedSince = time.GetTimestamp();
        var permit = await Number.Tell(PermitOf(call, campaign, organization, leadDnc));
        if (permit.Held is { } why)
        {
            await Self.Tell(new NotSent(why));
            await Line.Free(call.InteractionId);
            return;
        }

        var refusal = permit.Refusal;
        if (refusal is null && await MustNotBePhoned(call, cancellationToken))
        {
            // the lead's record was acknowledged while the permit was on its way, and its answer did not name this call as in flight
            refusal = Refusal.Of(Codes.LeadDnc, "The lead must not be phoned any more.");
        }

        if (refusal is not null)
        {
            await Self.Tell(new Forbidden(refusal));
            return;
        }

        var dialling = await Self.Tell(new Permitted(permit.BadSince));
        if (!dialling.Changed || dialling.Phase != CallPhase.Dialling)
        {
            return;
        }

        if (await AtProvider(token => Dial(call, permittedSince, token), cancellationToken) is not { } answer)
        {
            return;
        }

        LogDialAnswered(call.InteractionId, answer.Command.GetType().Name);
        var heard = await Self.Tell(answer.Command);
        if (answer.News is { } news)
        {
            await Line.Hear(news);
        }

        if (heard.Phase == CallPhase.Queued)
        {
            await Line.Free(call.InteractionId);
        }
    }

    private async Task<(CampaignState? Campaign, Organization? Organization)> ReadSettings(CreateCall call, CancellationToken cancellationToken) =>
    (
        await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, call.CampaignId), cancellationToken),
        (await settings.FindAsync<Organization>(OrganizationId, OrganizationId, fresh: true, cancellationToken))?.Value
    );

    private async Task<bool> MustNotBePhoned(CreateCall call, CancellationToken cancellationToken) =>
        await states.ReadAsync<LeadState>("lead", GrainKeys.Of(OrganizationId, call.LeadId), cancellationToken) is { MustNotBePhoned: true };

    /// <summary>The last steps before the start request: nothing is sent late, without a slot, or for a call that is over.</summary>
    private async Task<DialAnswer?> Dial(CreateCall call, long permittedSince, CancellationToken cancellationToken)
    {
        if (providers.Find(call.Provider) is not { } provider)
        {
            return new(new Rejected($"This server has no provider named {call.Provider}."));
        }

        if (await WhyWithheld(call, permittedSince, cancellationToken) is { } why)
        {
            return new(new NotSent(why));
        }

        return Committed.Phase == CallPhase.Dialling
            ? AnswerOf(call, await Tracing.Begin("provider.start_call", ActivityKind.Client, call.InteractionId).In(provider.StartCallAsync(StartCallRequest.Of(OrganizationId, call), cancellationToken)))
            : null;
    }

    /// <summary>Why the start request must not leave now; null when it may.</summary>
    private async Task<string?> WhyWithheld(CreateCall call, long permittedSince, CancellationToken cancellationToken)
    {
        try
        {
            if (!await Line.Confirm(call.InteractionId))
            {
                return "The slot was lost before dialling.";
            }

            var (campaign, organization) = await ReadSettings(call, cancellationToken);
            if (IsPaused(call, campaign, organization))
            {
                return "Dialling was paused."; // the commits since the permit may have taken their time
            }
        }
        catch (Exception e)
        {
            LogWithheld(e, call.InteractionId);
            return "The start request was withheld: whether dialling was paused could not be read.";
        }

        return time.GetElapsedTime(permittedSince) >= StartWithin || cancellationToken.IsCancellationRequested
            ? "The start request was withheld: too much time had passed since the permit, or the server was stopping."
            : null;
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        var call = Committed.Call!;
        if (await AtProvider(token => AskProvider(call, token), cancellationToken) is { } answer)
        {
            await Self.Tell(answer);
        }
    }

    /// <summary>Waits for the provider, at most until the call is over. Null when there is nothing to tell any more.</summary>
    private async Task<T?> AtProvider<T>(Func<CancellationToken, Task<T?>> wait, CancellationToken cancellationToken) where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        atProvider = either;
        try
        {
            return await wait(either.Token);
        }
        catch (OperationCanceledException) when (Committed.Phase == CallPhase.Final)
        {
            return null;
        }
        finally
        {
            atProvider = null;
        }
    }

    private async Task<CallCommand?> AskProvider(CreateCall call, CancellationToken cancellationToken)
    {
        if (providers.Find(call.Provider) is not { } provider)
        {
            return new NothingKnown(Reachable: false);
        }

        try
        {
            var report = Committed.ConversationId is { } conversationId
                ? await provider.GetCallAsync(conversationId, cancellationToken)
                : await provider.FindCallsAsync(call.InteractionId, call.ProviderAgentId, cancellationToken) is [var found, ..] ? found : null;
            return report is null ? new NothingKnown(Reachable: true) : new Report(report, Asked: true);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // whatever went wrong, the deadline must be able to pass
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
            (CallDebts.Slot, () => LeaveLine(state, call)),
            (CallDebts.Number, () => call.Phone.Length == 0 ? Task.CompletedTask : Number.Tell(new Release(call.InteractionId, state.Dialled, state.EndedAt!.Value, state.OptOut, state.Outcome?.BadNumber ?? false))),
            (CallDebts.Lead, () => Peer<ILeadGrain>(call.LeadId).Tell(EndOf(state, call))),
            (CallDebts.Summary, () => Peer<ILeadGrain>(call.LeadId).Tell(new ForgetSummary(call.InteractionId))),
            (CallDebts.PostCall, () => PlanSteps(call)),
        };
        var paid = CallDebts.None;
        List<Exception> failures = [];
        foreach (var (debt, pay) in debts.Where(owed => state.Debts.HasFlag(owed.Debt)))
        {
            if (debt == CallDebts.PostCall && (state.Debts & ~paid).HasFlag(CallDebts.Lead))
            {
                continue; // the lead first: its status is part of what the steps see
            }

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

    private async Task LeaveLine(CallState state, CreateCall call)
    {
        if (NewsOfEnd(state, call) is { } news)
        {
            await Line.Hear(news);
        }

        await Line.Free(call.InteractionId);
    }
}
