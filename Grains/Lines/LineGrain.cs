using LeadSail.Organizations;
using LeadSail.Permits;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Lines;

/// <summary>Shell of <see cref="LineMachine"/>: keeps the waiting ones waiting, and grants as slots and tokens come free.</summary>
[GrainType("line")]
public sealed partial class LineGrain(ISettings settings, IStateReader states, DialGate gate, TimeProvider time, ILogger<LineGrain> logger) : Grain, ILineGrain
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(20), LimitsLast = TimeSpan.FromSeconds(5), ReconcileEvery = TimeSpan.FromSeconds(30), GateLooked = TimeSpan.FromSeconds(1), Forever = Timeout.InfiniteTimeSpan;

    private readonly SortedDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();
    private LineState state = new();
    private DateTimeOffset limitsReadAt = DateTimeOffset.MinValue, reconciledAt;
    private IGrainTimer? timer;

    /// <summary>A clock that nobody sets: tokens count elapsed time.</summary>
    private DateTimeOffset Now => startedAt + time.GetElapsedTime(started);

    private string OrganizationId => GrainKeys.OrganizationOf(this.GetPrimaryKeyString());

    private string Provider => GrainKeys.IdOf(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reconciledAt = Now;
        state = LineMachine.Start(await states.CallsHoldingLineAsync(OrganizationId, Provider, cancellationToken), reconciledAt);
        await ReadLimits();
        timer = this.RegisterGrainTimer(Grant, new GrainTimerCreationOptions(Forever, Forever) { KeepAlive = true });
    }

    /// <inheritdoc/>
    public async Task<SlotReply> Take(SlotRequest request)
    {
        var granted = new TaskCompletionSource();
        waiting[request.InteractionId] = granted;
        state = LineMachine.Ask(state, request);
        try
        {
            await Grant();
            if (!granted.Task.IsCompleted)
            {
                var patience = request.Patience < MostPatience ? request.Patience : MostPatience;
                await Task.WhenAny(granted.Task, Task.Delay(patience, time, gate.Stopping));
            }
        }
        finally
        {
            if (waiting.TryGetValue(request.InteractionId, out var mine) && mine == granted)
            {
                waiting.Remove(request.InteractionId);
                state = LineMachine.Leave(state, request.InteractionId);
            }
        }

        var isGranted = granted.Task.IsCompletedSuccessfully;
        return new(isGranted, isGranted ? null : gate.Closed ?? BreakerRules.Why(state, request, Now));
    }

    /// <inheritdoc/>
    public Task<bool> Confirm(string interactionId)
    {
        (state, var held) = LineMachine.Confirm(state, interactionId, Now);
        return Task.FromResult(held);
    }

    /// <inheritdoc/>
    public Task Free(string interactionId)
    {
        waiting.Remove(interactionId);
        state = LineMachine.Free(state, interactionId);
        return Grant();
    }

    /// <inheritdoc/>
    public Task Hear(LineNews news)
    {
        var before = state.Breaker;
        state = BreakerRules.Hear(state, news, Now);
        switch (before, state.Breaker)
        {
            case (null, { } opened):
                LogOpened(Provider, OrganizationId, opened.Cause);
                break;
            case ({ }, null):
                LogClosed(Provider, OrganizationId);
                break;
        }

        return Grant();
    }

    /// <inheritdoc/>
    public async Task<LineView> View()
    {
        await ReadLimits();
        state = LineMachine.Lapse(state, Now); // whoever held the slot may have died, and nobody else may ask
        return new()
        {
            InUse = state.Slots.Count, Limit = state.Limit, Waiting = state.Queue.Length, Held = gate.Closed ?? state.Breaker?.Why,
            HeldUntil = gate.Closed is null ? state.Breaker?.OpenUntil : null,
        };
    }

    private async Task Grant()
    {
        if (gate.Closed is not null)
        {
            timer?.Change(state.Queue.IsEmpty ? Forever : GateLooked, Forever);
            return;
        }

        await ReadLimits();
        await Reconcile();
        var now = Now;
        (state, var granted) = LineMachine.Grant(state, now);
        foreach (var interactionId in granted)
        {
            if (waiting.Remove(interactionId, out var asked))
            {
                asked.SetResult();
            }
        }

        var next = LineMachine.Next(state, now);
        var wait = next - now ?? Forever;
        if (!state.Queue.IsEmpty && (wait == Forever || wait > LimitsLast))
        {
            wait = LimitsLast; // somebody may widen the line while others wait, and the rows may know of free slots
        }

        timer?.Change(wait < TimeSpan.Zero && wait != Forever ? TimeSpan.Zero : wait, Forever);
    }

    /// <summary>A call whose process died may have ended in another without telling us: who is short of slots looks at the rows.</summary>
    private async Task Reconcile()
    {
        var askedAt = Now;
        if (!state.Queue.IsEmpty && state.Slots.Count >= state.Limit && askedAt - reconciledAt >= ReconcileEvery)
        {
            reconciledAt = askedAt;
            var holding = await states.CallsHoldingLineAsync(OrganizationId, Provider);
            state = LineMachine.Reconcile(state, holding, askedAt); // others changed it while the rows were read
        }
    }

    private async Task ReadLimits()
    {
        var now = Now;
        if (now - limitsReadAt < LimitsLast)
        {
            return;
        }

        limitsReadAt = now;
        var organization = await settings.FindAsync<Organization>(OrganizationId, OrganizationId, fresh: true);
        var limits = (organization?.Value ?? new Organization()).LineOf(Provider);
        state = state with { Limit = limits.MaxConcurrentCalls, PerSecond = limits.CallsPerSecond };
    }
}
