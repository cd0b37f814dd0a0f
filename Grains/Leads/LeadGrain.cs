using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Deliveries;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Eligibility;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Sequences;
using LeadSail.Storage;
using Microsoft.Extensions.Logging;

namespace LeadSail.Leads;

/// <summary>Shell of <see cref="LeadMachine"/>. In its turns it waits for its number and for the creation of its call, and for nobody else.</summary>
[GrainType("lead")]
public sealed partial class LeadGrain(
    [PersistentState("lead")] IPersistentState<LeadState> store,
    CallPlanner planner,
    IStateReader states,
    TimeProvider time,
    ILogger<LeadGrain> logger) : LifeGrain<LeadState, LeadCommand, LeadEvent>(store, time), ILeadGrain
{
    private readonly TimeProvider time = time;
    private Settler? settler;
    private LeadState seen = new();

    /// <inheritdoc/>
    public async Task<LeadReply> Tell(LeadCommand command)
    {
        var decision = await HandleInCampaign(command);
        if (command is EnterDialer { CampaignId: not null } or ChangeLead { IsOfJob: true })
        {
            DeactivateOnIdle(); // a job goes through any number of leads, and memory is not to grow with them
        }

        return new LeadReply { Refusal = decision.Refusal, Status = Committed.Status };
    }

    /// <inheritdoc/>
    public async Task<InitiateReply> Initiate(InitiateCall command)
    {
        if (!Committed.Exists)
        {
            return new InitiateReply { Refusal = Refusal.Of(Codes.NotFound, "There is no such lead.") };
        }

        if (command.Lane == Lane.First)
        {
            await HandleInCampaign(new ReviewAction());
        }

        if (command.Lane is { } lane && lane != Committed.Place?.Lane)
        {
            return new InitiateReply { Refusal = Refusal.Of(Codes.NotYetDue, $"The lead is not in the lane {Enums.Name(lane)} any more.") };
        }

        await TakeUpIntent();
        if (!PumpRules.IsDialers(command.Source) && await ReadCall(command.InteractionId) is { Call: { } made })
        {
            return new InitiateReply { InteractionId = made.InteractionId, CampaignId = made.CampaignId, AgentId = made.AgentId }; // the wish was granted, and whoever has it did not hear so
        }

        var plan = await planner.PlanAsync(OrganizationId, Id, Committed, command, HealedLedger, Now);
        if (plan.Refusal is null && plan.Call is { } call)
        {
            var decision = await Handle(new DecideCall(call) { Verdicts = plan.Verdicts });
            return plan.Reply(decision.Refusal ?? await HandOver(call));
        }

        if (PumpRules.IsDialers(command.Source) && EligibilityRules.HolderOf(plan.Verdicts, plan.NextCallTime, Now) is { } holder)
        {
            await HandleInCampaign(new HoldPlace(holder.Rule, holder.Until) { IsForGood = plan.Verdicts.Any(verdict => verdict.NextPass is { Kind: NextPassKind.Never }) });
        }

        return plan.Reply(plan.Refusal);
    }

    /// <inheritdoc/>
    public async Task<string> Answer(AnswerCall call)
    {
        var wanted = call.Call;
        var (stands, before) = (wanted.InteractionId, (string?)null);
        if (wanted.Phone.Length > 0)
        {
            before = (await Number(wanted.Phone).View()).Inbound?.InteractionId;
            stands = (await Number(wanted.Phone).Tell(new Occupy(stands, Id, call.CarrierCallId))).Inbound?.InteractionId ?? stands;
        }

        await Peer<ICallGrain>(stands).Tell(call with { Call = wanted with { InteractionId = stands } });
        await Handle(new TakeCall(stands, before));
        return stands;
    }

    /// <inheritdoc/>
    public async Task<Judgement> Judge(InitiateCall command)
    {
        if (!Committed.Exists)
        {
            return new Judgement { Refusal = Refusal.Of(Codes.NotFound, "There is no such lead.") };
        }

        var plan = await planner.PlanAsync(OrganizationId, Id, Committed, command, HealedLedger, Now);
        return new Judgement { Refusal = plan.Verdicts.IsEmpty ? plan.Refusal : null, Verdicts = plan.Verdicts, NextCallTime = plan.NextCallTime };
    }

    /// <inheritdoc/>
    public Task Wake()
    {
        SettleIfOwed();
        return TakeUpIntent();
    }

    /// <inheritdoc/>
    protected override void OnCommitted()
    {
        SettleIfOwed();
        var (before, now) = (seen, Committed);
        seen = now;
        if (PlaceRules.IsNews(before, now))
        {
            _ = Nudge(now.CampaignId);
        }
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        seen = Committed;
    }

    /// <inheritdoc/>
    protected override OutgoingEvent? NewsIn(LeadState before, LeadEvent happened, LeadState after, DateTimeOffset at) => LeadNewsRules.Of(Id, before, happened, after, at);

    /// <inheritdoc/>
    protected override Decision<LeadEvent> Decide(LeadState state, LeadCommand command, DateTimeOffset now) => LeadMachine.Decide(state, command, now);

    /// <inheritdoc/>
    protected override LeadState Evolve(LeadState state, LeadEvent happened, DateTimeOffset at) => LeadMachine.Evolve(state, happened, at);

    /// <summary>Gives the machine a command with the settings that it needs, as they are committed.</summary>
    private async Task<Decision<LeadEvent>> HandleInCampaign(LeadCommand command) => await Handle(PlaceRules.CampaignOf(Committed, command) is { } campaignId
        ? new InCampaign(command, await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(OrganizationId, campaignId)))
        : command);

    /// <summary>Tells the campaign's dialer to look, and waits for nothing: should that be lost, its reminder has it look all the same.</summary>
    private async Task Nudge(string campaignId)
    {
        try
        {
            await Peer<IAutoDialerGrain>(campaignId).Nudge();
        }
        catch (Exception e)
        {
            LogNotNudged(e, Id, campaignId);
        }
    }

    /// <summary>Few leads ever owe anything, so few have a settler.</summary>
    private void SettleIfOwed()
    {
        if (Committed.OwesErasure)
        {
            settler ??= new Settler(this, EraseCalls, e => LogErasingFailed(e, Id), time);
            settler.Kick();
        }
    }

    /// <summary>Nobody makes calls for an erased lead, so those that are known now are all.</summary>
    private async Task<DateTimeOffset?> EraseCalls(CancellationToken cancellationToken)
    {
        if (!Committed.OwesErasure)
        {
            return null;
        }

        foreach (var interactionId in await states.CallsOfLeadAsync(OrganizationId, Id, cancellationToken))
        {
            var reply = await Peer<ICallGrain>(interactionId).Tell(new EraseCall("system"));
            if (reply.Refusal is { } refusal)
            {
                throw new InvalidOperationException($"The call {interactionId} is not erased: {refusal.Message}");
            }
        }

        await this.AsReference<ILeadGrain>().Tell(new ErasurePaid());
        return null;
    }

    private IDialedNumberGrain Number(string phone) => Peer<IDialedNumberGrain>(phone);

    private async Task TakeUpIntent()
    {
        if (Committed.Intent is { } intent)
        {
            LogIntentTakenUp(Id, intent.Call.InteractionId);
            await HandOver(intent.Call);
        }
    }

    /// <summary>Reserves the number and creates the call; from then on the call owns the reservation. Every step may be repeated.</summary>
    private async Task<Refusal?> HandOver(CreateCall call)
    {
        var reserved = await Number(call.Phone).Tell(new Reserve(call.InteractionId, Id, call.Direction));
        if (reserved.Refusal is { } refusal)
        {
            await Handle(new DropCall(call.InteractionId, refusal.Message));
            return refusal;
        }

        var created = await Peer<ICallGrain>(call.InteractionId).Tell(new Create(call));
        if (created.Phase == CallPhase.Final)
        {
            // It lived and ended before a crash let us hear of it: the reservation just made has no owner,
            // and what came of the call it has told by itself, or will.
            await LetGo(Number(call.Phone), call.InteractionId, await ReadCall(call.InteractionId));
            await Handle(new DropCall(call.InteractionId, "The call is over already."));
            return null;
        }

        await Handle(new StartCall(call.InteractionId));
        return null;
    }

    /// <summary>
    /// The ledger, after a holder that is over or never came to be was let go. The holder's lead is read before its call:
    /// a lead gives up its intent only after the call exists, so a holder in neither place is nobody.
    /// </summary>
    private async Task<Ledger> HealedLedger(string phone)
    {
        var number = Number(phone);
        var ledger = await number.View();
        if (ledger.Holder is not { } running)
        {
            return ledger;
        }

        var holder = running.LeadId == Id ? Committed : await states.ReadAsync<LeadState>("lead", GrainKeys.Of(OrganizationId, running.LeadId));
        if (holder?.Intent?.Call.InteractionId == running.InteractionId)
        {
            return ledger;
        }

        var call = await ReadCall(running.InteractionId);
        if (call is { Phase: not CallPhase.Final and not CallPhase.None })
        {
            return ledger;
        }

        LogHolderGone(Id, running.InteractionId);
        await LetGo(number, running.InteractionId, call);
        return await number.View();
    }

    private Task<CallState?> ReadCall(string interactionId) => states.ReadAsync<CallState>("call", GrainKeys.Of(OrganizationId, interactionId));

    /// <summary>Releases a number with what the call itself would say of its end.</summary>
    private Task LetGo(IDialedNumberGrain number, string interactionId, CallState? call) =>
        number.Tell(new Release(interactionId, call?.Dialled ?? false, call?.EndedAt ?? Now, call?.OptOut ?? false, call?.Outcome?.BadNumber ?? false));
}
