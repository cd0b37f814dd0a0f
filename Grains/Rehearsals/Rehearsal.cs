using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Eligibility;
using LeadSail.Leads;
using LeadSail.Lines;
using LeadSail.Phones;
using LeadSail.Prompts;
using LeadSail.Sequences;
using LeadSail.Storage;

namespace LeadSail.Rehearsals;

/// <summary>
/// The days to come of a campaign, in seconds: the machines and rules by which it calls, on a clock that goes from one event to the next, with answers out of a hat. Nothing is dialled or stored, and the
/// same plan gives the same report. What it leaves out: other campaigns and calls by hand on the line and the numbers, the time that requests and commits take, refusals of the provider, and changes of
/// settings and leads.
/// </summary>
public sealed class Rehearsal
{
    /// <summary>A line that nobody has asked for a quarter of an hour is collected by the runtime at its next look, each minute, and begins anew without a token (<see cref="LineMachine.Start"/>).</summary>
    private static readonly TimeSpan LineForgets = TimeSpan.FromMinutes(16);

    private readonly RehearsalPlan plan;
    private readonly CallPlanner planner;
    private readonly Dictionary<string, LeadState> leads;
    private readonly Dictionary<string, NumberState> numbers;
    private readonly RehearsedQueue queue = new();
    private readonly RehearsalTally tally;
    private readonly OpenHours hours = new();
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> ahead = new();
    private readonly ImmutableArray<Lane> lanes;
    private TokenBucket pace, line;
    private DateTimeOffset now, lineUsed;
    private int inFlight, offered;
    private long order;

    private Rehearsal(RehearsalPlan plan, ISettings settings, TimeProvider time)
    {
        this.plan = plan;
        var frozen = new RehearsedSettings(plan, settings);
        planner = new CallPlanner(frozen, frozen, new PromptRenderer(time), new CallOptions());
        leads = plan.Leads.ToDictionary(lead => lead.LeadId, lead => lead.State, StringComparer.Ordinal);
        numbers = plan.Numbers.ToDictionary(StringComparer.Ordinal);
        tally = new RehearsalTally(plan);
        lanes = PumpRules.LanesServed(plan.Campaign, plan.Organization.DialingPaused);
        hours.Use(plan.Campaign);
        now = plan.From;
        (pace, line, lineUsed) = (new TokenBucket(1, now), new TokenBucket(0, now), now);
    }

    /// <summary>Rehearses a plan.</summary>
    /// <param name="plan">What.</param>
    /// <param name="settings">Where agents, numbers and prompts stand.</param>
    /// <param name="time">For the limits of prompts.</param>
    /// <param name="pause">Called again and again with how much of the time has passed, 0–1: whoever bounds what this costs, or ends it, does so there.</param>
    public static async Task<RehearsalReport> RunAsync(RehearsalPlan plan, ISettings settings, TimeProvider time, Func<double, ValueTask> pause)
    {
        var rehearsal = new Rehearsal(plan, settings, time);
        await rehearsal.Begin(pause);
        await rehearsal.Run(pause);
        return await rehearsal.Report();
    }

    private async Task Begin(Func<double, ValueTask> pause)
    {
        foreach (var (i, lead) in plan.Leads.Index())
        {
            await PauseAt(i, pause);
            var state = lead.State;
            if (state.RunningInteractionId is { } running)
            {
                EndUnknown(lead.LeadId, state, running);
            }
            else if (plan.EntersNew && state.Place is null && state.Exists && !SequenceRules.Counted(state, plan.CampaignId).Any())
            {
                Tell(lead.LeadId, new EnterDialer { Actor = "rehearsal" });
            }

            queue.Take(lead.LeadId, leads[lead.LeadId]);
        }

        foreach (var (phone, state) in plan.Numbers)
        {
            if (state.Ledger.Holder is { } holder && !leads.ContainsKey(holder.LeadId))
            {
                At(now + TimeSpan.FromMinutes(2), () => Tell(phone, new Release(holder.InteractionId, true, now, false, false)));
            }
        }
    }

    private async Task Run(Func<double, ValueTask> pause)
    {
        for (var i = 0; now < plan.Until; i++)
        {
            await PauseAt(i, pause);
            while (ahead.TryPeek(out _, out var first) && first.At <= now)
            {
                ahead.Dequeue()();
            }

            var next = await Pump();
            now = ahead.TryPeek(out _, out var then) && then.At < next ? then.At : next;
        }

        // calls that still run at the end count with what comes of them
        now = plan.Until;
        while (ahead.TryDequeue(out var happens, out var at))
        {
            now = at.At;
            happens();
        }
    }

    /// <summary>Calls as many as may be called now, and says when that may change by itself.</summary>
    private async Task<DateTimeOffset> Pump()
    {
        while (true)
        {
            if (lanes.IsEmpty || inFlight >= Math.Min(plan.Campaign.Settings.AutoDialer.MaxConcurrentCalls, plan.Line.MaxConcurrentCalls))
            {
                return DateTimeOffset.MaxValue;
            }

            var (leadId, lane, at) = queue.Next(lanes, hours, now);
            if (leadId is null)
            {
                return at;
            }

            var perSecond = PumpRules.PerSecond(plan.Campaign.Settings.AutoDialer);
            pace = pace.Tokens < 1 || now - pace.CountedAt >= AutoDialerGrain.SlotPatience ? pace.Refill(perSecond, now) : pace;
            line = now - lineUsed < LineForgets ? line.Refill(plan.Line.CallsPerSecond, now) : new TokenBucket(0, now);
            lineUsed = now;
            var token = new[] { pace.NextAt(perSecond, now), line.NextAt(plan.Line.CallsPerSecond, now) }.Max();
            if (token > now)
            {
                return token;
            }

            // a slot that nobody takes is as spent as one for which a number turned out to be taken
            if (await Offer(leadId, lane) || queue.Next(lanes, hours, now).LeadId is null)
            {
                (pace, line) = (pace.Take(), line.Take());
            }
        }
    }

    /// <summary>As the lead's shell does when its dialer has a slot for it.</summary>
    /// <returns>Whether that spends the slot: it is called, or its number is taken. Otherwise the next lead may have it.</returns>
    private async Task<bool> Offer(string leadId, Lane lane)
    {
        if (lane == Lane.First)
        {
            Tell(leadId, new ReviewAction());
        }

        var wish = PumpRules.Offer(lane) with { InteractionId = string.Create(CultureInfo.InvariantCulture, $"int_{offered++:00000000}") };
        if (leads[leadId].Place?.Lane != lane)
        {
            queue.Take(leadId, leads[leadId]);
            return false;
        }

        var judged = await planner.PlanAsync(plan.OrganizationId, leadId, leads[leadId], wish, phone => Task.FromResult(NumberOf(phone).Ledger), now);
        if (judged.Call is { } call)
        {
            return Dial(leadId, call, judged.Verdicts);
        }

        var holder = EligibilityRules.HolderOf(judged.Verdicts, judged.NextCallTime, now)!.Value;
        Tell(leadId, new HoldPlace(holder.Rule, holder.Until) { IsForGood = judged.Verdicts.Any(verdict => verdict.NextPass is { Kind: NextPassKind.Never }) });
        if (judged.NextCallTime is null && judged.Refusal?.Code != Codes.CallInProgress)
        {
            queue.Remove(leadId); // nothing but somebody's hand ends this, and there is none in a rehearsal
            tally.NeverCallable(leadId, holder.Rule);
        }

        return judged.Refusal?.Code == Codes.CallInProgress;
    }

    private bool Dial(string leadId, CreateCall call, ImmutableArray<RuleVerdict> verdicts)
    {
        Tell(leadId, new DecideCall(call) { Verdicts = verdicts });
        if (Tell(call.Phone, new Reserve(call.InteractionId, leadId, call.Direction)) is { } refused)
        {
            Tell(leadId, new DropCall(call.InteractionId, refused.Message));
            return true;
        }

        Tell(leadId, new StartCall(call.InteractionId));
        var state = Tell(new CallState(), new Create(call));
        var forbidden = Tell(call.Phone, CallGrain.PermitOf(call, plan.Campaign, plan.Organization, leads[leadId].MustNotBePhoned));
        if (forbidden is not null)
        {
            End(leadId, Tell(state, new Forbidden(forbidden)));
            return true;
        }

        tally.Check(call, NumberOf(call.Phone).Ledger, now);
        state = Tell(Tell(state, new Permitted(NumberMachine.BadSince(NumberOf(call.Phone).Ledger))), new Placed(call.InteractionId, null));
        inFlight++;
        var (answer, dialledAt) = (plan.Answers.To(call, now), now);
        At(now + answer.Takes, () =>
        {
            inFlight--;
            lineUsed = now;
            state = Tell(state, new Report(new CallReport { ConversationId = call.InteractionId, Outcome = answer.Outcome }, Asked: false));
            tally.Ended(new RehearsedCall(leadId, call.Phone, dialledAt, now, state.Status, answer.Outcome.SpokenTo), answer.Talk);
            End(leadId, state);
        });
        return true;
    }

    private void End(string leadId, CallState state)
    {
        var call = state.Call!;
        Tell(call.Phone, new Release(call.InteractionId, state.Dialled, state.EndedAt!.Value, state.OptOut, state.Outcome?.BadNumber ?? false));
        Tell(leadId, CallGrain.EndOf(state, call));
    }

    /// <summary>A call that runs when the rehearsal begins: nobody knows what will come of it, so nobody answers.</summary>
    private void EndUnknown(string leadId, LeadState state, string interactionId)
    {
        inFlight++;
        At(now + TimeSpan.FromMinutes(1), () =>
        {
            inFlight--;
            var phone = PhoneRules.Read(state.Data.Phone, state.Data.Country).E164 ?? "";
            Tell(phone, new Release(interactionId, true, now, false, false));
            Tell(leadId, new CallEnded { InteractionId = interactionId, CampaignId = plan.CampaignId, Status = InteractionStatus.NoAnswer, Dialled = true, DialledAt = plan.From, EndedAt = now, Phone = phone });
        });
    }

    private async Task<RehearsalReport> Report()
    {
        foreach (var (leadId, state) in leads)
        {
            if (!tally.WasCalled(leadId) && !tally.IsNeverCallable(leadId) && !queue.WillBeServed(leadId, lanes, hours, plan.Until) && state is { Exists: true, RunningInteractionId: null }
                && (state.Place is not null || !SequenceRules.Counted(state, plan.CampaignId).Any()))
            {
                var judged = await planner.PlanAsync(plan.OrganizationId, leadId, state, PumpRules.Offer(state.Place?.Lane ?? Lane.New), phone => Task.FromResult(NumberOf(phone).Ledger), plan.From);
                if (EligibilityRules.LastToPass(judged.Verdicts) is { NextPass.Kind: not NextPassKind.At } verdict)
                {
                    tally.NeverCallable(leadId, verdict.Rule);
                }
            }
        }

        return tally.Report(leads.Count(lead => queue.WillBeServed(lead.Key, lanes, hours, plan.Until)));
    }

    private void At(DateTimeOffset at, Action happens) => ahead.Enqueue(happens, (at, order++));

    private NumberState NumberOf(string phone) => numbers.TryGetValue(phone, out var state) ? state : new NumberState();

    private void Tell(string leadId, LeadCommand command)
    {
        var before = leads[leadId];
        var decision = LeadMachine.Decide(before, PlaceRules.CampaignOf(before, command) is null ? command : new InCampaign(command, plan.Campaign), now);
        leads[leadId] = decision.Events.Aggregate(before, (state, happened) => LeadMachine.Evolve(state, happened, now));
        queue.Take(leadId, leads[leadId]);
    }

    private Refusal? Tell(string phone, NumberCommand command)
    {
        var decision = NumberMachine.Decide(NumberOf(phone), command, phone, now);
        numbers[phone] = decision.Events.Aggregate(NumberOf(phone), (state, happened) => NumberMachine.Evolve(state, happened, now));
        return decision.Refusal;
    }

    private CallState Tell(CallState state, CallCommand command) =>
        CallMachine.Decide(state, command, now).Events.Aggregate(state, (before, happened) => CallMachine.Evolve(before, happened, now));

    private ValueTask PauseAt(int i, Func<double, ValueTask> pause) => i % 64 == 0 ? pause(Math.Clamp((now - plan.From) / (plan.Until - plan.From), 0, 1)) : ValueTask.CompletedTask;
}
