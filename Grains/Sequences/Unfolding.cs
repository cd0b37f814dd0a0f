using System.Collections.Immutable;
using LeadSail.Leads;

namespace LeadSail.Sequences;

/// <summary>What happens to a lead in one decision, with the state as it becomes: the next event may follow from the ones before.</summary>
internal sealed class Unfolding
{
    private readonly ImmutableArray<LeadEvent>.Builder events = ImmutableArray.CreateBuilder<LeadEvent>();
    private readonly DateTimeOffset now;

    public Unfolding(LeadState before, ImmutableArray<LeadEvent> decided, DateTimeOffset now)
    {
        (Lead, this.now) = (before, now);
        foreach (var happened in decided)
        {
            Add(happened);
        }
    }

    /// <summary>The lead after what happened so far.</summary>
    public LeadState Lead { get; private set; }

    /// <summary>Everything that happens.</summary>
    public ImmutableArray<LeadEvent> Events => events.ToImmutable();

    /// <summary>What held the lead at its last offer is forgotten.</summary>
    public void Release()
    {
        if (Lead.Place is { HeldUntil: not null })
        {
            Add(new HoldReleased());
        }
    }

    /// <summary>And then this happens.</summary>
    public void Add(LeadEvent happened)
    {
        events.Add(happened);
        Lead = LeadMachine.Evolve(Lead, happened, now);
    }
}
