using LeadSail.Lives;
using LeadSail.Permits;

namespace LeadSail.DialedNumbers;

/// <summary>Shell of <see cref="NumberMachine"/>.</summary>
[GrainType("number")]
public sealed class DialedNumberGrain([PersistentState("number")] IPersistentState<NumberState> store, TimeProvider time, DialGate gate)
    : LifeGrain<NumberState, NumberCommand, NumberEvent>(store, time), IDialedNumberGrain
{
    /// <inheritdoc/>
    public async Task<NumberReply> Tell(NumberCommand command)
    {
        if (command is Permit && gate.Closed is { } why)
        {
            return new NumberReply { Held = why };
        }

        var now = Now;
        var decision = await Handle(command);
        return new NumberReply
        {
            Refusal = decision.Refusal,
            ClaimedBy = command is Claim claim ? NumberMachine.ClaimedBy(Committed, claim.CampaignId, now) : null,
            BadSince = command is Permit ? NumberMachine.BadSince(Committed.Ledger) : null,
            InFlight = command is ListNumber ? NumberMachine.InFlight(Committed.Ledger) : null,
            Inbound = command is Occupy ? Committed.Ledger.Inbound : null,
            Changed = !decision.Events.IsEmpty,
            Listed = command is ListNumber ? Committed.Ledger.Listed : null,
        };
    }

    /// <inheritdoc/>
    public Task<Ledger> View() => Task.FromResult(Committed.Ledger);

    /// <inheritdoc/>
    protected override Decision<NumberEvent> Decide(NumberState state, NumberCommand command, DateTimeOffset now) => NumberMachine.Decide(state, command, Id, now);

    /// <inheritdoc/>
    protected override NumberState Evolve(NumberState state, NumberEvent happened, DateTimeOffset at) => NumberMachine.Evolve(state, happened, at);
}
