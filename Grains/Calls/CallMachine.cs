using LeadSail.Hours;
using LeadSail.Lives;
using LeadSail.PostCall;

namespace LeadSail.Calls;

/// <summary>
/// A call's life: none → talking, when the person calls us; else none → queued → dialling → talking → final, with dialling → queued when nothing was dialled.
/// The rules are in <c>product.md</c> (outcomes), <c>dialing.md</c> (attempts, "Never") and <c>api.md</c> (deadlines, asking).
/// </summary>
public static class CallMachine
{
    /// <summary>How long after an owed step was due the sweeper steps in: the grain's own timer has had its chance.</summary>
    private static readonly TimeSpan Backstop = TimeSpan.FromSeconds(4);

    private static readonly DateTimeOffset AtOnce = DateTimeOffset.MinValue;

    /// <summary>What a command makes happen.</summary>
    public static Decision<CallEvent> Decide(CallState state, CallCommand command, DateTimeOffset now) => (command, state.Phase) switch
    {
        (Create create, CallPhase.None) => Queue(create.Call),
        (Create, _) => Decision<CallEvent>.Nothing,
        (AnswerCall answer, CallPhase.None) => Decision<CallEvent>.Happens(new CallAnswered(
            answer.Call, answer.Call.LeadId, answer.Call.CampaignId, answer.Call.AgentId, answer.ConversationId, answer.CarrierCallId,
            CallScheduleRules.Deadline(answer.Call, now), CallScheduleRules.FirstAsk(answer.Call, now))),
        (AnswerCall, _) => Decision<CallEvent>.Nothing,
        (Adopt adopt, CallPhase.None) => TakeIn(adopt, now),
        (Adopt adopt, _) => Decide(state, new Report(adopt.Said, Asked: true), now),
        (_, CallPhase.None) => Decision<CallEvent>.Refuse(Codes.NotFound, "There is no such call."),

        (Forget forget, _) => ForgettingRules.Decide(state, forget),
        (EraseCall, _) when state.ErasedAt is not null => Decision<CallEvent>.Nothing,
        (EraseCall erase, CallPhase.Final) => Decision<CallEvent>.Happens(new CallErased(erase.Actor)),
        (EraseCall, _) => Decision<CallEvent>.Refuse(Codes.CallInProgress, "The call is running."),

        (Report report, CallPhase.Final) => Late(state, report.Said),
        (Report report, _) when IsOfAnother(state, report.Said) && !IsOptOut(report.Said) =>
            report.Asked ? Nothing(state, reachable: false, now) : Decision<CallEvent>.Nothing,
        (Report { Said.Outcome: { } outcome } report, _) => Finish(state, Judged(state, outcome), report.Said, now),
        (Report report, _) => StillRunning(state, report.Said, report.Asked, now),

        (Settled settled, CallPhase.Final) when Paid(state, settled) is var paid and not CallDebts.None => Decision<CallEvent>.Happens(new DebtsPaid(paid)),
        (PlanPostCall plan, CallPhase.Final) when state.PostCall is null && state.ErasedAt is null && PostCallRules.Plan(plan.Settings, state.Status, state.Outcome?.SpokenTo ?? false) is { } run =>
            Decision<CallEvent>.Happens(new PostCallPlanned([.. run.Steps.Where(step => step.Status == StepStatus.Pending).Select(step => step.Step.Name)], run)),
        (StepTried tried, CallPhase.Final) => Tried(state, tried, now),
        (_, CallPhase.Final) => Decision<CallEvent>.Nothing,

        (Look look, CallPhase.Queued) when now >= state.Call!.StartBy => TooLate(look.Why ?? state.WaitReason, now),
        (Permitted, CallPhase.Queued) when now >= state.Call!.StartBy => TooLate(state.WaitReason, now),
        (Permitted permit, CallPhase.Queued) => Decision<CallEvent>.Happens(
            new Dialling(CallScheduleRules.Deadline(state.Call!, now), CallScheduleRules.FirstAsk(now), permit.BadSince)),
        (Forbidden forbidden, CallPhase.Queued) => Decision<CallEvent>.Happens(NotDialled(forbidden.Refusal.Code, forbidden.Refusal.Message, now)),

        (NotSent notSent, CallPhase.Queued or CallPhase.Dialling) => Decision<CallEvent>.Happens(new BackToWaiting(notSent.Reason, CallScheduleRules.Retry(state, now))),
        (Rejected rejected, CallPhase.Dialling) => Decision<CallEvent>.Happens(NotDialled(Codes.ProviderRefused, rejected.Reason, now)),
        (NotConnected reply, CallPhase.Dialling or CallPhase.Talking) => Decision<CallEvent>.Happens(Finished(state, Judged(state, reply.Outcome), null, now) with { Said = ReplyOf(reply) }),
        (Placed placed, CallPhase.Dialling) => Decision<CallEvent>.Happens(new ConversationBound(placed.ConversationId, placed.CarrierCallId, CallScheduleRules.AskRunning(state, now))),
        (FateUnknown unknown, CallPhase.Dialling) => Decision<CallEvent>.Happens(new FateOpen(unknown.Reason, CallScheduleRules.FirstAsk(now))),
        (NothingKnown nothing, CallPhase.Dialling or CallPhase.Talking) => Nothing(state, nothing.Reachable, now),

        _ => Decision<CallEvent>.Nothing,
    };

    /// <summary>The state after an event.</summary>
    public static CallState Evolve(CallState state, CallEvent happened, DateTimeOffset at) => happened switch
    {
        CallAdopted adopted => state with
        {
            Call = adopted.Call, Phase = CallPhase.Dialling, Dialled = true, CreatedAt = adopted.StartedAt, UpdatedAt = at,
            DiallingAt = adopted.StartedAt, DeadlineAt = adopted.DeadlineAt, AskAt = adopted.AskAt,
        },
        CallAnswered answered => state with
        {
            Call = answered.Call, Phase = CallPhase.Talking, Dialled = true, CreatedAt = at, UpdatedAt = at, DiallingAt = at,
            ConversationId = answered.ConversationId, CarrierCallId = answered.CarrierCallId, DeadlineAt = answered.DeadlineAt, AskAt = answered.AskAt,
        },
        CallQueued queued => state with { Call = queued.Call, Phase = CallPhase.Queued, CreatedAt = at, UpdatedAt = at, NotBefore = at },
        Dialling dialling => state with
        {
            Phase = CallPhase.Dialling, UpdatedAt = at, Dialled = true, DiallingAt = at,
            DeadlineAt = dialling.DeadlineAt, AskAt = dialling.AskAt, Asks = 0, BadSince = dialling.BadSince,
        },
        BackToWaiting back => state with
        {
            Phase = CallPhase.Queued, UpdatedAt = at, Dialled = false, DeadlineAt = null, AskAt = null,
            NotBefore = back.NotBefore, Backoffs = state.Backoffs + 1, WaitReason = back.Reason,
        },
        ConversationBound bound => state with
        {
            Phase = CallPhase.Talking, UpdatedAt = at, Dialled = true, ConversationId = bound.ConversationId,
            CarrierCallId = bound.CarrierCallId ?? state.CarrierCallId, AskAt = bound.AskAt, DiallingAt = state.DiallingAt ?? at,
            DeadlineAt = state.DeadlineAt ?? CallScheduleRules.Deadline(state.Call!, at),
        },
        MachineAnswered answered => state with { UpdatedAt = at, AnsweredBy = answered.AnsweredBy },
        FateOpen open => state with { UpdatedAt = at, AskAt = open.AskAt, Asks = 0 },
        ProviderAsked asked => state with { AskAt = asked.AskAt, Asks = state.Asks + 1 },
        CallFinished finished => Fill(state, finished.Said) with
        {
            Phase = CallPhase.Final, Status = finished.Status, UpdatedAt = at, EndedAt = finished.EndedAt, Dialled = finished.Dialled,
            OptOut = finished.OptOut, Outcome = finished.Outcome, ErrorCode = finished.ErrorCode, ErrorMessage = finished.ErrorMessage, CallbackAt = finished.CallbackAt,
            AskAt = null, Debts = CallDebts.All,
        },
        LateReport late => Fill(state, late.Said) with
        {
            UpdatedAt = at, OptOut = state.OptOut || late.OptOut,
            Debts = late.OptOut && !state.OptOut ? state.Debts | CallDebts.Lead | CallDebts.Number : state.Debts,
        },
        Forgotten forgotten => ForgettingRules.Without(state, forgotten.What) with
        {
            UpdatedAt = at, Debts = state.Summary is not null && forgotten.What.HasFlag(CallTraces.Said) ? state.Debts | CallDebts.Summary : state.Debts,
        },
        PostCallPlanned planned => state with { UpdatedAt = at, PostCall = planned.Run },
        PostCallStepDone done => state with { UpdatedAt = at, PostCall = PostCallRules.Succeeded(state.PostCall!, done.Index, done.Output) },
        PostCallStepFailed failed => state with { UpdatedAt = at, PostCall = PostCallRules.Failed(state.PostCall!, failed.Index, failed.Error, failed.RetryAt) },
        CallErased => ForgettingRules.Erase(state) with { ErasedAt = at, UpdatedAt = at },
        DebtsPaid paid => state with { Debts = state.Debts & ~paid.Paid },
        _ => throw new InvalidOperationException($"A call does not know {happened.GetType().Name}."),
    };

    /// <summary>What the state still owes, and when to look again. What waits for nothing is due whatever the clock says: it may have been set back.</summary>
    public static CallAgenda Next(CallState state) => state.Phase switch
    {
        CallPhase.Queued => new(CallStep.Start, state.Backoffs == 0 ? AtOnce : state.NotBefore, state.NotBefore + Backstop),
        CallPhase.Dialling or CallPhase.Talking => new(CallStep.Ask, state.AskAt, state.AskAt + Backstop),
        CallPhase.Final when state.Debts != CallDebts.None => new(CallStep.Pay, AtOnce, state.UpdatedAt + Backstop),
        CallPhase.Final when PostCallRules.Next(state.PostCall) is { } next => NextStep(state.PostCall!.Steps[next], state.UpdatedAt),
        _ => new(CallStep.None, null, null),
    };

    private static CallAgenda NextStep(StepRun step, DateTimeOffset since) => new(CallStep.PostCall, step.DueAt ?? AtOnce, (step.DueAt ?? since) + Backstop);

    /// <summary>An attempt counts once, and only at the step whose turn it is.</summary>
    private static Decision<CallEvent> Tried(CallState state, StepTried tried, DateTimeOffset now)
    {
        if (PostCallRules.Next(state.PostCall) != tried.Index || state.PostCall!.Steps[tried.Index] is not { } step || step.Attempts + 1 != tried.Attempt)
        {
            return Decision<CallEvent>.Nothing;
        }

        return Decision<CallEvent>.Happens(tried.Error is { } error
            ? new PostCallStepFailed(step.Step.Name, tried.Attempt, error, PostCallRules.RetryAt(step, now), tried.Index)
            : new PostCallStepDone(step.Step.Name, tried.Attempt, tried.Index, tried.Output));
    }

    private static Decision<CallEvent> Queue(CreateCall call) => Decision<CallEvent>.Happens(
        new CallQueued(call, call.LeadId, call.CampaignId, call.AgentId, call.Source, call.Attempt, call.StartBy));

    /// <summary>As if it had been dialled from here, and what the provider says now were the first word of it.</summary>
    private static Decision<CallEvent> TakeIn(Adopt adopt, DateTimeOffset now)
    {
        var call = adopt.Call;
        var started = adopt.Said.StartedAt is { } said && said < now ? said : now;
        var adopted = new CallAdopted(call, call.LeadId, call.CampaignId, call.AgentId, call.Source, started, CallScheduleRules.Deadline(call, started), CallScheduleRules.FirstAsk(now));
        var heard = Decide(Evolve(new CallState(), adopted, now), new Report(adopt.Said, Asked: true), now);
        return Decision<CallEvent>.Happens([adopted, .. heard.Events]);
    }

    private static Decision<CallEvent> Finish(CallState state, CallOutcome outcome, CallReport said, DateTimeOffset now)
    {
        var finished = Finished(state, outcome, said, now);
        return state.ConversationId is null && NotEmpty(said.ConversationId) is { } conversationId
            ? Decision<CallEvent>.Happens(new ConversationBound(conversationId, said.CarrierCallId, now), finished)
            : Decision<CallEvent>.Happens(finished);
    }

    private static CallFinished Finished(CallState state, CallOutcome outcome, CallReport? said, DateTimeOffset now) => new(
        outcome.Status, Dialled: outcome.ErrorCode != Codes.ProviderBusy, OptOut: outcome.Status == InteractionStatus.Dnc, outcome.Evidence,
        outcome.ErrorCode, outcome.ErrorMessage, EndOf(state, said, now),
        outcome.Status == InteractionStatus.ScheduledCallback ? CallbackRules.Read(outcome.CallbackAt, state.Call!.Zone, now) : null, outcome, said);

    private static CallOutcome Judged(CallState state, CallOutcome outcome) => Exhausted(state.Call!, InLightOf(state, outcome));

    /// <summary>Where the sequence ends without having reached anybody, that is the outcome; what it was on the line stays in the reason.</summary>
    private static CallOutcome Exhausted(CreateCall call, CallOutcome outcome) =>
        call.IsLast && outcome.Status is (InteractionStatus.NoAnswer or InteractionStatus.Busy or InteractionStatus.Voicemail)
            ? outcome with { Status = InteractionStatus.NoContact, TerminationReason = string.Join(": ", new[] { Enums.Name(outcome.Status), outcome.TerminationReason }.OfType<string>()) }
            : outcome;

    /// <summary>
    /// The outcome with what else is known of the call (<c>providers.md</c> 4.3). Row 6: a number that does not exist is an error once, as carriers
    /// err too; said again on another day it is believed. Row 13: where a machine answered and nobody spoke, it was a mailbox.
    /// </summary>
    private static CallOutcome InLightOf(CallState state, CallOutcome outcome) => outcome switch
    {
        { BadNumber: true } when state.BadSince is { } since && state.DiallingAt is { } dialled && LocalDay.Of(since, state.Call!.Zone) != LocalDay.Of(dialled, state.Call.Zone) =>
            outcome with { Status = InteractionStatus.NoContact, ErrorCode = null, ErrorMessage = null },
        { Status: InteractionStatus.Incomplete, SpokenTo: false } when state.AnsweredBy is { } machine =>
            outcome with { Status = InteractionStatus.Voicemail, Evidence = $"13: answered by {machine}, {outcome.Evidence}" },
        _ => outcome,
    };

    /// <summary>
    /// The provider counts by its own clock and in life seconds, and a simulator may be faster: no call ends in the future,
    /// nor before it was dialled.
    /// </summary>
    private static DateTimeOffset EndOf(CallState state, CallReport? said, DateTimeOffset now)
    {
        var end = said is { StartedAt: { } started, DurationSeconds: { } seconds } && started < now ? started.AddSeconds(seconds) : now;
        end = end < now ? end : now;
        return state.DiallingAt is { } dialled && dialled > end ? dialled : end;
    }

    private static CallFinished NotDialled(string code, string message, DateTimeOffset now) =>
        new(InteractionStatus.Error, Dialled: false, OptOut: false, null, code, message, now, null, null, null);

    private static Decision<CallEvent> TooLate(string? why, DateTimeOffset now) => Decision<CallEvent>.Happens(NotDialled(
        Codes.ProviderBusy, why is null ? "No slot of the line was free until the time to start had passed." : $"The time to start passed before the call could be dialled: {why}", now));

    private static Decision<CallEvent> StillRunning(CallState state, CallReport said, bool asked, DateTimeOffset now)
    {
        if (said.AnsweredBy is { } machine)
        {
            return state.AnsweredBy is null ? Decision<CallEvent>.Happens(new MachineAnswered(machine)) : Decision<CallEvent>.Nothing;
        }

        if (state.ConversationId is null && NotEmpty(said.ConversationId) is { } conversationId)
        {
            return Decision<CallEvent>.Happens(new ConversationBound(conversationId, said.CarrierCallId, CallScheduleRules.AskRunning(state, now)));
        }

        return asked ? AskOn(state, now) : Decision<CallEvent>.Nothing;
    }

    /// <summary>Asks again, until two hours after the deadline.</summary>
    private static Decision<CallEvent> AskOn(CallState state, DateTimeOffset now) => Decision<CallEvent>.Happens(
        now >= CallScheduleRules.EndOfPatience(state)
            ? GivenUp(Codes.DeadlineExceeded, "Two hours after its deadline the provider had still not told of its end.", now)
            : new ProviderAsked(CallScheduleRules.AskAgain(state, now)));

    /// <summary>A provider that cannot be reached does not take back that the call was running past its deadline.</summary>
    private static Decision<CallEvent> Nothing(CallState state, bool reachable, DateTimeOffset now) =>
        now < state.DeadlineAt || (!reachable && state.Phase == CallPhase.Talking && state.AskAt > state.DeadlineAt)
            ? AskOn(state, now)
            : Decision<CallEvent>.Happens(GivenUp(Codes.FateUnknown, reachable
                ? "The provider knew of no such conversation at the deadline."
                : "The provider could not be asked at the deadline.", now));

    private static CallFinished GivenUp(string code, string message, DateTimeOffset now) =>
        new(InteractionStatus.Error, Dialled: true, OptOut: false, null, code, message, now, null, null, null);

    private static Decision<CallEvent> Late(CallState state, CallReport said)
    {
        var optOut = IsOptOut(said);
        if (state.ErasedAt is not null)
        {
            return optOut && !state.OptOut ? Decision<CallEvent>.Happens(new LateReport(new CallReport(), optOut, null)) : Decision<CallEvent>.Nothing;
        }

        var fills = Fill(state, said) != state;
        return fills || (optOut && !state.OptOut)
            ? Decision<CallEvent>.Happens(new LateReport(said, optOut, said.Outcome?.Evidence))
            : Decision<CallEvent>.Nothing;
    }

    /// <summary>What was paid counts as told only if the opt-out that is known by now was told with it.</summary>
    private static CallDebts Paid(CallState state, Settled settled) =>
        settled.Paid & state.Debts & (state.OptOut && !settled.OptOut ? ~(CallDebts.Lead | CallDebts.Number) : ~CallDebts.None);

    private static bool IsOptOut(CallReport said) => said.Outcome?.Status == InteractionStatus.Dnc;

    /// <summary>Whether a report is of another conversation than the call's own, which may still run.</summary>
    private static bool IsOfAnother(CallState state, CallReport said) =>
        state.ConversationId is { } own && NotEmpty(said.ConversationId) is { } other && other != own;

    /// <summary>A report fills what is empty, never overwrites, and brings back nothing that was forgotten.</summary>
    private static CallState Fill(CallState state, CallReport? told) => ForgettingRules.Without(told, state.Forgotten) is not { } said || IsOfAnother(state, said) ? state : state with
    {
        ConversationId = state.ConversationId ?? NotEmpty(said.ConversationId),
        CarrierCallId = state.CarrierCallId ?? said.CarrierCallId,
        StartedAt = state.StartedAt ?? said.StartedAt,
        DurationSeconds = state.DurationSeconds ?? said.DurationSeconds,
        Summary = state.Summary ?? said.Summary,
        Transcript = state.Transcript.IsEmpty && !said.Transcript.IsDefaultOrEmpty ? said.Transcript : state.Transcript,
        Collected = state.Collected == JsonText.EmptyObject ? said.Collected : state.Collected,
        HasRecording = state.HasRecording || said.HasRecording,
    };

    private static CallReport ReplyOf(NotConnected reply) => new() { ConversationId = reply.ConversationId ?? "", Outcome = reply.Outcome };

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
