using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>Every phase of a call against every command (<c>call-chart.approved.txt</c>), and the form in which a call is stored.</summary>
public sealed class CallChartTests
{
    private static readonly (string Name, CallLife Call)[] Phases =
    [
        ("none", None()),
        ("queued", Queued()),
        ("queued, startBy has passed", Queued().At(Wanted.StartBy)),
        ("queued, after a busy provider", Dialling().When(new NotSent("429"))),
        ("dialling", Dialling()),
        ("dialling, at the deadline", Dialling().At(Deadline)),
        ("talking", Talking()),
        ("talking, at the deadline", Talking().At(Deadline)),
        ("talking, running past the deadline", Talking().At(Deadline).When(Running())),
        ("talking, two hours past the deadline", Talking().At(Deadline).When(Running()).At(Deadline.AddHours(2))),
        ("talking, the person called", None().When(new AnswerCall(Wanted with { Direction = CallDirection.Inbound, Source = CallSource.Inbound }, null, "CA1"))),
        ("final, owing", Over()),
        ("final, settled", Settled()),
        ("final, with all it keeps", Kept()),
        ("final, steps follow", Kept().When(new PlanPostCall(Steps))),
        ("final, a step is tried again later", Kept().When(new PlanPostCall(Steps)).When(new StepTried(0, 1, "no", null))),
        ("final, steps are over", Kept().When(new PlanPostCall(Steps)).When(new StepTried(0, 1, null, new("{}"))).When(new StepTried(1, 1, null, new("{}"))).When(new StepTried(2, 1, null, null)).When(new StepTried(3, 1, "no", null))),
        ("final, all forgotten", Kept().When(Forget(AllTraces))),
        ("final, erased", Settled().When(new EraseCall("key_1"))),
        ("final, opted out late", Settled().When(Report(InteractionStatus.Dnc))),
    ];

    private static readonly (string Name, CallCommand Command)[] Commands =
    [
        ("Create", new Create(Wanted)),
        ("AnswerCall", new AnswerCall(Wanted with { Direction = CallDirection.Inbound, Source = CallSource.Inbound }, "conv_1", "CA1")),
        ("Adopt, running", new Adopt(Wanted, Running().Said with { StartedAt = Moments.Start.AddMinutes(-3) })),
        ("Adopt, completed", new Adopt(Wanted, Full(InteractionStatus.Completed).Said)),
        ("Permitted", new Permitted()),
        ("Forbidden", new Forbidden(Refusal.Of(Codes.LeadDnc, "listed"))),
        ("NotSent", new NotSent("429")),
        ("Placed", new Placed("conv_1", "CA1")),
        ("NotConnected, busy", new NotConnected(new CallOutcome { Status = InteractionStatus.Busy }, "conv_1")),
        ("Rejected", new Rejected("422")),
        ("FateUnknown", new FateUnknown("time-out")),
        ("Report, pushed, running", Running(asked: false)),
        ("Report, asked, running", Running(asked: true)),
        ("Report, asked, another's, running", Running(asked: true, "conv_2")),
        ("Report, completed", Report(InteractionStatus.Completed)),
        ("Report, completed with transcript", Full(InteractionStatus.Completed)),
        ("Report, dnc", Report(InteractionStatus.Dnc)),
        ("Report, agent limit", new Report(new CallReport { ConversationId = "conv_1", Outcome = new CallOutcome { Status = InteractionStatus.Error, ErrorCode = Codes.ProviderBusy } }, Asked: true)),
        ("Report, another's, completed", Report(InteractionStatus.Completed, "conv_2")),
        ("Report, another's, dnc", Report(InteractionStatus.Dnc, "conv_2")),
        ("NothingKnown, reachable", new NothingKnown(Reachable: true)),
        ("NothingKnown, unreachable", new NothingKnown(Reachable: false)),
        ("Report, a machine answered", new Report(new CallReport { ConversationId = "conv_1", AnsweredBy = "machine_start" }, Asked: false)),
        ("Look", new Look()),
        ("Settled, all", new Settled(CallDebts.All, OptOut: false)),
        ("Settled, all and the opt-out", new Settled(CallDebts.All, OptOut: true)),
        ("PlanPostCall", new PlanPostCall(Steps)),
        ("PlanPostCall, nothing to do", new PlanPostCall(new())),
        ("StepTried, done", new StepTried(0, 1, null, new("{}"))),
        ("StepTried, failed", new StepTried(0, 1, "no", null)),
        ("StepTried, failed again", new StepTried(0, 2, "no", null)),
        ("StepTried, another", new StepTried(1, 1, null, null)),
        ("Forget, raw", Forget(CallTraces.Raw)),
        ("Forget, all", Forget(AllTraces)),
        ("Forget, what ended earlier", new Forget(AllTraces, Moments.Start)),
        ("EraseCall", new EraseCall("key_1")),
    ];

    [Fact]
    public void Every_phase_meets_every_command_as_approved()
    {
        var chart = new Chart<CallState, CallCommand, CallEvent>(CallMachine.Decide, CallMachine.Evolve, Tell, Where);
        foreach (var (name, call) in Phases)
        {
            chart.Add(name, call.State, call.Now, Commands);
        }

        Approved.Check("Calls/call-chart.approved.txt", chart.ToString());
    }

    [Fact]
    public void The_chart_has_every_phase_and_every_command()
    {
        Assert.Equal(Enum.GetValues<CallPhase>().Order(), Phases.Select(phase => phase.Call.State.Phase).Distinct().Order());
        Assert.Equal(
            typeof(CallCommand).Assembly.GetTypes().Where(type => type.BaseType == typeof(CallCommand)).Select(type => type.Name).Order(),
            Commands.Select(command => command.Command.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void A_rich_call_is_stored_as_approved_and_older_forms_are_still_read()
    {
        var call = Dialling().When(new NotSent("429")).At(Moments.Seconds(5)).When(new Permitted()).When(new Placed("conv_1", null)).At(Moments.Seconds(100))
            .When(Full(InteractionStatus.ScheduledCallback, "2026-03-12T10:00")).When(new Settled(CallDebts.Slot, OptOut: false))
            .When(new PlanPostCall(Steps)).When(new StepTried(0, 1, null, new("""{"customFields.budget":450}"""))).When(new StepTried(1, 1, "no", null));
        Stored.IsApproved("Calls/Stored/call", call.State);
        Stored.ComesBack(call.State);
    }

    [Fact]
    public void A_call_that_failed_and_opted_out_is_stored_as_approved() =>
        Stored.IsApproved("Calls/Stored/failed-call", Dialling().At(Deadline).When(new NothingKnown(true)).When(Report(InteractionStatus.Dnc)).When(new Settled(CallDebts.All, OptOut: false)).State);

    [Fact]
    public void A_call_that_forgot_is_stored_as_approved() => Stored.IsApproved("Calls/Stored/forgotten-call", Kept().When(Forget(AllTraces)).State);

    [Fact]
    public void An_erased_call_is_stored_as_approved() =>
        Stored.IsApproved("Calls/Stored/erased-call", Talking().After(TimeSpan.FromSeconds(90)).When(Full()).When(new EraseCall("key_1")).State);

    private static string Tell(CallEvent happened) => happened switch
    {
        CallFinished { ErrorCode: { } code } finished => $"CallFinished({Enums.Name(finished.Status)} {code}{(finished.Dialled ? "" : ", not dialled")})",
        CallFinished finished => $"CallFinished({Enums.Name(finished.Status)}{(finished.OptOut ? ", opt-out" : "")})",
        ConversationBound bound => $"ConversationBound({bound.ConversationId})",
        LateReport late => late.OptOut ? "LateReport(opt-out)" : "LateReport",
        DebtsPaid paid => $"DebtsPaid({paid.Paid})",
        PostCallStepFailed failed => $"PostCallStepFailed({failed.Step}{(failed.RetryAt is null ? ", for good" : "")})",
        Forgotten forgotten => $"Forgotten({forgotten.What})",
        _ => happened.GetType().Name,
    };

    private static string Where(CallState state, DateTimeOffset now)
    {
        var next = CallMachine.Next(state);
        var due = next.DueAt is { } at ? at <= now ? " now" : $" in {(at - now).TotalSeconds} s" : "";
        var owes = state.Debts == CallDebts.None ? "" : $" {state.Debts}";
        return $"{Enums.Name(state.Phase)}; {(next.Step == CallStep.None ? "owes nothing" : Enums.Name(next.Step) + owes + due)}";
    }
}
