using System.Collections.Immutable;
using LeadSail.Deliveries;
using LeadSail.Organizations;

namespace LeadSail.Lives;

/// <summary>
/// The shell around a machine: decide, write, and only then believe it. A failed write may or may not be in the store,
/// so it is read again before anything else is believed.
/// </summary>
public abstract class LifeGrain<TState, TCommand, TEvent>(IPersistentState<TState> store, TimeProvider time) : Grain
    where TState : LifeState
    where TEvent : LifeEvent
{
    /// <summary>The last committed state. Interleaving ticks read this, never what is about to be written.</summary>
    protected TState Committed { get; private set; } = null!;

    /// <summary>Whose life it is.</summary>
    protected string OrganizationId => GrainKeys.OrganizationOf(this.GetPrimaryKeyString());

    /// <summary>Its id within the organization.</summary>
    protected string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    /// <summary>Now, in whole milliseconds: what is stored comes back equal.</summary>
    protected DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    /// <summary>The machine's first function.</summary>
    protected abstract Decision<TEvent> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <summary>The machine's second function.</summary>
    protected abstract TState Evolve(TState state, TEvent happened, DateTimeOffset at);

    /// <summary>What the world is told of an event, if anybody listens; null for nothing.</summary>
    protected virtual OutgoingEvent? NewsIn(TState before, TEvent happened, TState after, DateTimeOffset at) => null;

    /// <summary>Called after each commit: pay what is owed.</summary>
    protected virtual void OnCommitted() { }

    /// <summary>A grain of the same organization.</summary>
    protected T Peer<T>(string id) where T : IGrainWithStringKey => GrainFactory.GetGrain<T>(GrainKeys.Of(OrganizationId, id));

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Committed = store.State;
        return Task.CompletedTask;
    }

    /// <summary>A failed write may have happened all the same: what is true stands in the store.</summary>
    private async Task ReadBack()
    {
        try
        {
            await store.ReadStateAsync();
            Committed = store.State;
            OnCommitted();
        }
        catch (Exception)
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>Gives the machine a command and commits what it decides.</summary>
    protected async Task<Decision<TEvent>> Handle(TCommand command)
    {
        var now = Now;
        var decision = Decide(Committed, command, now);
        if (decision.Events.IsEmpty)
        {
            return decision;
        }

        var (next, news) = (Committed, ImmutableArray.CreateBuilder<OutgoingEvent>());
        foreach (var happened in decision.Events)
        {
            var before = next;
            next = Evolve(before, happened, now);
            if (NewsIn(before, happened, next, now) is { } told)
            {
                news.Add(told);
            }
        }

        var history = decision.Events.Where(happened => happened.IsHistory).Select(happened => happened.ToHistory(now)).ToImmutableArray();
        store.State = next with { PendingEvents = history, PendingNews = news.ToImmutable(), ForgetsHistory = decision.Events.Any(happened => happened.ForgetsHistory) };
        try
        {
            await store.WriteStateAsync();
        }
        catch
        {
            await ReadBack();
            throw;
        }

        store.State = Committed = next;
        OnCommitted();
        return decision;
    }
}
