using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.DialedNumbers;

/// <summary>
/// Two leads with one number, their calls, the ledger and the telephone line itself. What grains do between two commits is one step
/// here; a process may die before any of them and begins again with what is stored, and messages come late and twice.
/// </summary>
internal sealed class TwoLeads(Choices choices)
{
    private readonly NumberLife number = NumberExamples.Free();
    private readonly LeadLife[] leads = [LeadExamples.Known(), LeadExamples.Known()];
    private readonly SortedDictionary<string, CallLife> calls = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IEnumerator<bool>> running = new(StringComparer.Ordinal);
    private readonly List<NumberCommand> sent = [];
    private readonly SortedDictionary<string, bool> onTheWire = new(StringComparer.Ordinal);
    private DateTimeOffset now = Moments.Start;
    private int made;

    /// <summary>Whether the phone ever rang while it rang or talked already, or once more for a call for which it had rung.</summary>
    public bool RangTwice { get; private set; }

    public NumberState Number => number.State;

    public IEnumerable<LeadState> Leads => leads.Select(lead => lead.State);

    public IReadOnlyCollection<CallState> Calls => [.. calls.Values.Select(call => call.State)];

    /// <summary>Something happens, out of all that can.</summary>
    public void Step()
    {
        now = now.AddMilliseconds(choices.Of(0, 1, 250, 1_000, 3_000));
        List<Action> can = [() => Run($"heal {choices.Below(2)}", Heal)];
        for (var which = 0; which < leads.Length; which++)
        {
            var lead = which;
            if (leads[lead].State.Intent is not null || running.ContainsKey($"lead {lead}"))
            {
                can.AddRange([() => Run($"lead {lead}", () => HandOver(lead)), () => Run($"lead {lead}", () => HandOver(lead))]);
            }
            else if (leads[lead].State.ActiveInteractionId is null && made < 6)
            {
                can.Add(() => Decide(lead));
            }
        }

        can.AddRange(calls.Where(call => CallMachine.Next(call.Value.State).DueAt is not null || running.ContainsKey(call.Key))
            .SelectMany(call => Enumerable.Repeat(() => Run(call.Key, () => Settle(call.Key)), 3)));
        can.AddRange(onTheWire.Where(call => call.Value).Select(call => (Action)(() => HangUp(call.Key))));
        can.AddRange(onTheWire.Where(call => !call.Value).Select(call => (Action)(() => Webhook(call.Key))));
        can.AddRange(running.Keys.Select(name => (Action)(() => Die(name))));
        if (sent.Count > 0)
        {
            can.Add(() => Tell(sent[choices.Below(sent.Count)], "once more: "));
        }

        if (choices.OneIn(20))
        {
            can = [HalfAnHourPasses];
        }

        can[choices.Below(can.Count)]();
    }

    /// <summary>Everything owed is done, without further mishap, until all is at rest.</summary>
    public void ComeToRest()
    {
        running.Clear();
        for (var round = 0; round < 400 && !IsAtRest; round++)
        {
            now = now.AddMinutes(1);
            HangUpAll();
            foreach (var name in (string[])[.. calls.Keys, "lead 0", "lead 1", "heal 0"])
            {
                Run(name, () => name[0] == 'l' ? HandOver(name[^1] - '0') : name[0] == 'h' ? Heal() : Settle(name));
            }
        }
    }

    private bool IsAtRest => number.State.Ledger.Running is null
        && Leads.All(lead => lead is { Intent: null, ActiveInteractionId: null })
        && Calls.All(call => call is { Phase: CallPhase.Final, Debts: CallDebts.None });

    private void Run(string name, Func<IEnumerable<bool>> work)
    {
        if (!running.TryGetValue(name, out var steps))
        {
            running[name] = steps = work().GetEnumerator();
        }

        if (!steps.MoveNext())
        {
            running.Remove(name);
        }
    }

    /// <summary>As the lead's grain does it: reserve, create, let go of the intent. One step between two commits.</summary>
    private IEnumerable<bool> HandOver(int which)
    {
        var lead = leads[which];
        if (lead.State.Intent is not { } intent)
        {
            yield break;
        }

        var id = intent.Call.InteractionId;
        if (Tell(new Reserve(id, $"lead_{which}", CallDirection.Outbound)) is not null)
        {
            yield return true;
            lead.At(now).When(new DropCall(id, "taken"));
            yield break;
        }

        yield return true;
        if (!calls.TryGetValue(id, out var call))
        {
            calls[id] = call = CallExamples.None();
        }

        call.At(now).When(new Create(intent.Call));
        yield return true;
        if (call.State.Phase == CallPhase.Final)
        {
            LetGo(id, call.State, "dropping: ");
            yield return true;
            lead.At(now).When(new DropCall(id, "over"));
            yield break;
        }

        lead.At(now).When(new StartCall(id));
    }

    /// <summary>As the call's settler does it.</summary>
    private IEnumerable<bool> Settle(string id)
    {
        var call = calls[id];
        var next = CallMachine.Next(call.State);
        if (next.DueAt is not { } due || due > now)
        {
            yield break;
        }

        foreach (var step in next.Step switch { CallStep.Start => Start(id, call), CallStep.Ask => Ask(id, call), _ => Pay(id, call) })
        {
            yield return step;
        }
    }

    private IEnumerable<bool> Start(string id, CallLife call)
    {
        if (now >= call.State.Call!.StartBy)
        {
            call.At(now).When(new Look());
            yield break;
        }

        var refusal = Tell(new Permit(id, CampaignActive: true, IsTest: false, NumberExamples.NewYork, LeadDnc: false));
        yield return true;
        if (refusal is not null)
        {
            call.At(now).When(new Forbidden(refusal));
            yield break;
        }

        call.At(now).When(new Permitted());
        if (call.State.Phase != CallPhase.Dialling || call.Said.Events.IsEmpty)
        {
            yield break;
        }

        yield return true;
        var answer = choices.Of<CallCommand>(new Placed($"conv_{id}", null), new FateUnknown("time-out"), new NotSent("429"), new Rejected("422"));
        if (answer is Placed or FateUnknown)
        {
            choices.Note($"{id} rings");
            RangTwice |= onTheWire.ContainsValue(true) || onTheWire.ContainsKey(id);
            onTheWire[id] = true;
        }

        yield return true;
        call.At(now).When(answer);
    }

    private IEnumerable<bool> Ask(string id, CallLife call)
    {
        CallCommand answer = !onTheWire.TryGetValue(id, out var rings) ? new NothingKnown(Reachable: choices.OneIn(2))
            : rings ? CallExamples.Running(conversationId: $"conv_{id}")
            : CallExamples.Report(InteractionStatus.Completed, $"conv_{id}", asked: true);
        yield return true;
        call.At(now).When(answer);
    }

    private IEnumerable<bool> Pay(string id, CallLife call)
    {
        var state = call.State;
        var paid = CallDebts.Slot | CallDebts.PostCall;
        if (state.Debts.HasFlag(CallDebts.Number))
        {
            Tell(new Release(id, state.Dialled, state.EndedAt!.Value, state.OptOut));
            paid |= CallDebts.Number;
            yield return true;
        }

        if (state.Debts.HasFlag(CallDebts.Lead))
        {
            var ended = LeadExamples.Ended(state.Status, id, dialled: state.Dialled, optOut: state.OptOut) with { EndedAt = state.EndedAt!.Value };
            leads[state.Call!.LeadId[^1] - '0'].At(now).When(ended);
            paid |= CallDebts.Lead;
            yield return true;
        }

        call.At(now).When(new Settled(paid, state.OptOut));
    }

    /// <summary>As the lead's grain does it before it judges: a holder that is over or never came to be is let go. Its lead is read before its call.</summary>
    private IEnumerable<bool> Heal()
    {
        if (number.State.Ledger.Running is not { } held)
        {
            yield break;
        }

        yield return true;
        var intent = leads[held.LeadId[^1] - '0'].State.Intent?.Call.InteractionId;
        yield return true;
        var call = calls.GetValueOrDefault(held.InteractionId)?.State;
        yield return true;
        if (intent != held.InteractionId && call is null or { Phase: CallPhase.Final or CallPhase.None })
        {
            LetGo(held.InteractionId, call, "healing: ");
        }
    }

    private void LetGo(string id, CallState? call, string why) => Tell(new Release(id, call?.Dialled ?? false, call?.EndedAt ?? now, call?.OptOut ?? false), why);

    private void Decide(int lead) => leads[lead].At(now).When(
        new DecideCall(CallExamples.Wanted with { InteractionId = $"int_{++made}", LeadId = $"lead_{lead}", StartBy = now.AddMinutes(5) }));

    private void Webhook(string id) => calls[id].At(now).When(CallExamples.Report(choices.OneIn(8) ? InteractionStatus.Dnc : InteractionStatus.Completed, $"conv_{id}"));

    private void Die(string name)
    {
        choices.Note($"{name} dies");
        running.Remove(name);
    }

    /// <summary>Longer than any talk may last.</summary>
    private void HalfAnHourPasses()
    {
        HangUpAll();
        now = now.AddMinutes(30);
        choices.Note("half an hour passes");
    }

    private void HangUpAll()
    {
        foreach (var id in onTheWire.Where(call => call.Value).Select(call => call.Key).ToArray())
        {
            HangUp(id);
        }
    }

    private void HangUp(string id)
    {
        choices.Note($"{id} hangs up");
        onTheWire[id] = false;
    }

    private Refusal? Tell(NumberCommand command, string why = "")
    {
        choices.Note($"{now:HH:mm:ss} {why}{(command is Permit permit ? $"Permit {permit.InteractionId}" : command)}");
        sent.Add(command);
        number.At(now).When(command);
        return number.Said.Refusal;
    }
}
