using System.Text.Json.Serialization;
using LeadSail.Storage;

namespace LeadSail.Lives;

/// <summary>The smallest life: it counts what it is told.</summary>
[Alias("test.tally")]
public interface ITallyGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task<TallyView> Add(int amount);
}

[GenerateSerializer, Immutable, Alias("test.tally-view")]
public sealed record TallyView([property: Id(0)] int Total, [property: Id(1)] int Activation, [property: Id(2)] int Commits, [property: Id(3)] string? Refusal);

public sealed record TallyState : LifeState
{
    public int Total { get; init; }

    [JsonIgnore]
    public override ReadRow? ReadRow => null;

    [JsonIgnore]
    public override DateTimeOffset? WakeAt => null;
}

public sealed record Added(int Amount) : LifeEvent;

[GrainType("tally")]
public sealed class TallyGrain([PersistentState("tally")] IPersistentState<TallyState> store, TimeProvider time) : LifeGrain<TallyState, int, Added>(store, time), ITallyGrain
{
    private static int activations;
    private readonly int activation = Interlocked.Increment(ref activations);
    private int commits;

    public async Task<TallyView> Add(int amount)
    {
        var decision = await Handle(amount);
        return new TallyView(Committed.Total, activation, commits, decision.Refusal?.Code);
    }

    protected override Decision<Added> Decide(TallyState state, int command, DateTimeOffset now) => command switch
    {
        0 => Decision<Added>.Nothing,
        < 0 => Decision<Added>.Refuse(Codes.Conflict, "A tally only grows."),
        _ => Decision<Added>.Happens(new Added(command)),
    };

    protected override TallyState Evolve(TallyState state, Added happened, DateTimeOffset at) => state with { Total = state.Total + happened.Amount };

    protected override void OnCommitted() => commits++;
}
