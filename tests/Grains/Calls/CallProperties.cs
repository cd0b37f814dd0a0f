using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>Random lives of one call: commands in any order, doubled and late, on a clock that also steps back a little.</summary>
public sealed class CallProperties
{
    private static readonly InteractionStatus[] Outcomes = [.. Enum.GetValues<InteractionStatus>().Where(status => status != InteractionStatus.InProgress)];

    [Fact]
    public void Whatever_happens_a_call_ends_at_most_once_and_its_end_stands() => Cases.Hold(11, choices =>
    {
        var call = None();
        var ends = 0;
        while (choices.More)
        {
            call.After(Pass(choices));
            var (before, command) = (call.State, AnyCommand(choices));
            choices.Note($"{call.Now:HH:mm:ss} {before.Phase}: {command.GetType().Name}");
            call.When(command);

            ends += call.Said.Events.OfType<CallFinished>().Count();
            Assert.Equal(call.State.Phase == CallPhase.Final ? 1 : 0, ends);
            Assert.Equal(call.State.Phase == CallPhase.Final, call.State.Status != InteractionStatus.InProgress);
            if (before.Phase == CallPhase.Final)
            {
                Assert.All(call.Said.Events, happened => Assert.True(happened is LateReport or DebtsPaid or Forgotten));
                AssertStands(before, call.State);
            }

            AssertCoherent(before, call.State, command);
            AssertForgot(call.State);
            Stored.ComesBack(call.State);
        }
    });

    [Fact]
    public void The_same_report_twice_is_the_same_as_once() => Cases.Hold(12, choices =>
    {
        var call = Reached(choices);
        var report = AnyReport(choices) with { Asked = false };
        call.When(report);
        if (report.Said.Outcome is not null)
        {
            call.When(report).ThenNothing();
        }
    });

    [Fact]
    public void Reports_in_any_order_leave_the_same_transcript_and_opt_out() => Cases.Hold(13, choices =>
    {
        Report[] reports = [Full(choices.Of(Outcomes)), Report(choices.Of(Outcomes)), Running(asked: false)];
        var start = Reached(choices, most: 6);
        var states = new[] { reports, [.. reports.Reverse()] }.Select(order => order.Aggregate(Copy(start), (call, report) => call.When(report)).State).ToArray();
        Assert.Equal(Stored.Of(states[0].Transcript), Stored.Of(states[1].Transcript));
        Assert.Equal(states[0].OptOut, states[1].OptOut);
        Assert.Equal((states[0].Summary, states[0].DurationSeconds, states[0].HasRecording), (states[1].Summary, states[1].DurationSeconds, states[1].HasRecording));
    });

    /// <summary>Follows what the machine itself says it owes, with peers and provider at their worst.</summary>
    [Fact]
    public void A_call_that_does_what_it_owes_ends_in_time_and_then_owes_nothing() => Cases.Hold(14, choices =>
    {
        var call = Reached(choices);
        var (begun, steps) = (call.Now, 0);
        DateTimeOffset? finalAt = null;
        var waitsUntil = Wanted.StartBy;
        for (var next = CallMachine.Next(call.State); next.Step != CallStep.None; next = CallMachine.Next(call.State))
        {
            Assert.True(next.DueAt is not null && next.BackstopAt > next.DueAt, "Whoever owes something knows when to look again.");
            Assert.True(steps++ < 2_000, $"It never ends: {call.State.Phase} {next}");
            call.At(next.DueAt > call.Now ? next.DueAt : call.Now).When(Answer(next.Step, call, choices));
            choices.Note($"{call.Now:HH:mm:ss} {next.Step} → {call.State.Phase}");
            finalAt ??= call.State.Phase == CallPhase.Final ? call.Now : null;
            waitsUntil = call.Said.Events.OfType<BackToWaiting>().Any() && call.Now > waitsUntil ? call.Now : waitsUntil; // told too late that nothing was sent
        }

        Assert.NotEqual(InteractionStatus.InProgress, call.State.Status);
        var latest = call.State.DeadlineAt + TimeSpan.FromHours(2) ?? waitsUntil;
        Assert.True(finalAt is null || finalAt <= (begun > latest ? begun.AddMinutes(11) : latest), $"It became final at {finalAt:HH:mm:ss}, not by {latest:HH:mm:ss}.");
    });

    private static CallCommand Answer(CallStep step, CallLife call, Choices choices) => step switch
    {
        CallStep.Start when call.Now >= Wanted.StartBy => new Look(),
        CallStep.Start => choices.Of<CallCommand>(new Permitted(), new Permitted(), new Permitted(), new Forbidden(Refusal.Of(Codes.LeadDnc, "listed"))),
        CallStep.Ask when call.State.Phase == CallPhase.Dialling => choices.Of<CallCommand>(
            new NothingKnown(true), new NothingKnown(false), new FateUnknown("time-out"), Running(), new NotSent("429"), new Placed("conv_1", null), Report(choices.Of(Outcomes))),
        CallStep.Ask => choices.Of<CallCommand>(Running(), new NothingKnown(true), new NothingKnown(false), Running(), Running()),
        _ => choices.Of<CallCommand>(
            new Settled(call.State.Debts, call.State.OptOut), new Settled(CallDebts.Slot, call.State.OptOut), new Settled(CallDebts.Lead, call.State.OptOut),
            new Settled(CallDebts.Number, call.State.OptOut), new Settled(CallDebts.Summary, call.State.OptOut), Report(InteractionStatus.Dnc)),
    };

    private static void AssertStands(CallState before, CallState after)
    {
        Assert.Equal((before.Status, before.Dialled, before.EndedAt, before.ErrorCode, before.ErrorMessage), (after.Status, after.Dialled, after.EndedAt, after.ErrorCode, after.ErrorMessage));
        Assert.Equal((before.CallbackAt, Lasting(before), before.Phase, before.DeadlineAt), (after.CallbackAt, Lasting(after), after.Phase, after.DeadlineAt));
        Assert.Equal(before.ConversationId ?? after.ConversationId, after.ConversationId);
        Assert.Equal(before.DurationSeconds ?? after.DurationSeconds, after.DurationSeconds);
        Assert.Equal(before.Forgotten, before.Forgotten & after.Forgotten);
        if (!after.Forgotten.HasFlag(CallTraces.Said))
        {
            Assert.Equal(before.Summary ?? after.Summary, after.Summary);
            Assert.True(before.Transcript.IsEmpty || before.Transcript == after.Transcript);
        }
    }

    /// <summary>What stays of the outcome for good.</summary>
    private static CallOutcome? Lasting(CallState state) => state.Outcome is null ? null : state.Outcome with { Evidence = "", CallbackAt = null, SipCode = null };

    private static void AssertForgot(CallState state)
    {
        Assert.True(state.Forgotten == CallTraces.None || state.Phase == CallPhase.Final, "Only a call that is over forgets.");
        if (state.Forgotten.HasFlag(CallTraces.Raw))
        {
            Assert.Equal(("", null, 0), (state.Call!.Prompt, state.Call.FirstMessage, state.Call.Variables.Length));
            Assert.Equal(Lasting(state), state.Outcome);
        }

        if (state.Forgotten.HasFlag(CallTraces.Said))
        {
            Assert.Equal((null, 0, JsonText.EmptyObject, false), (state.Summary, state.Transcript.Length, state.Collected, state.HasRecording));
        }
    }

    private static void AssertCoherent(CallState before, CallState after, CallCommand command)
    {
        var next = CallMachine.Next(after);
        Assert.Equal(after.WakeAt is not null, next.Step != CallStep.None);
        Assert.True(after.OptOut || !before.OptOut);
        Assert.True(after.OptOut || after.Phase == CallPhase.None || command is not Report { Said.Outcome.Status: InteractionStatus.Dnc }, "An opt-out counts at once.");
        switch (after.Phase)
        {
            case CallPhase.Queued:
                Assert.False(after.Dialled);
                Assert.Equal(CallStep.Start, next.Step);
                break;
            case CallPhase.Dialling or CallPhase.Talking:
                Assert.True(after.Dialled && after.DiallingAt is not null && after.DeadlineAt is not null);
                Assert.Equal(CallStep.Ask, next.Step);
                Assert.Equal(after.Phase == CallPhase.Talking, after.ConversationId is not null);
                break;
            case CallPhase.Final:
                Assert.True(after.EndedAt is not null && after.AskAt is null);
                Assert.Equal(after.Debts == CallDebts.None ? CallStep.None : CallStep.Pay, next.Step);
                Assert.True(after.OptOut || after.Status != InteractionStatus.Dnc);
                break;
        }
    }

    /// <summary>A call somewhere in its life.</summary>
    private static CallLife Reached(Choices choices, int most = 20)
    {
        var call = Queued(Wanted with { PollSeconds = choices.Of(60, 30, 600) });
        for (var length = choices.Below(most); length > 0 && choices.More; length--)
        {
            call.After(Pass(choices)).When(AnyCommand(choices));
        }

        return call;
    }

    private static CallLife Copy(CallLife call) => new(call.State, CallMachine.Decide, CallMachine.Evolve) { Now = call.Now };

    private static TimeSpan Pass(Choices choices) => TimeSpan.FromSeconds(choices.Of(0, 1, 0, 5, 10, 30, 60, 290, 900, 7_200, -1, -3));

    private static CallCommand AnyCommand(Choices choices) => choices.Below(17) switch
    {
        0 => new Create(Wanted),
        1 or 2 => new Permitted(),
        3 => choices.Of<CallCommand>(new Look(), new Forbidden(Refusal.Of(Codes.OutsideLegalHours, "night"))),
        4 => new NotSent("429"),
        5 or 6 => new Placed(choices.Of("conv_1", "conv_2"), choices.Of(null, "CA1")),
        7 => new NotConnected(AnyOutcome(choices), choices.Of(null, "conv_1")),
        8 => choices.Of<CallCommand>(new Look(), new Rejected("422")),
        9 => new FateUnknown("time-out"),
        10 => new NothingKnown(Reachable: true),
        11 => new NothingKnown(Reachable: false),
        12 => new Settled((CallDebts)choices.Below(16), choices.OneIn(2)),
        13 => new Forget((CallTraces)choices.Below(4), Moments.Seconds(choices.Of(0, 60, 100_000))),
        _ => AnyReport(choices),
    };

    private static Report AnyReport(Choices choices) => new(
        choices.Of(Running().Said, Full().Said, new CallReport()) with
        {
            ConversationId = choices.Of("conv_1", "conv_1", "conv_1", "conv_2", ""),
            Outcome = choices.OneIn(2) ? AnyOutcome(choices) : null,
            Summary = choices.Of(null, "one", "another"),
            DurationSeconds = choices.Of<int?>(null, 5, 50),
        },
        Asked: choices.OneIn(2));

    private static CallOutcome AnyOutcome(Choices choices) => new()
    {
        Status = choices.Of(Outcomes),
        ErrorCode = choices.Of(null, null, "PROVIDER_ERROR", Codes.ProviderBusy),
        CallbackAt = choices.Of(null, "2026-03-11T10:00", "nonsense"),
    };
}
