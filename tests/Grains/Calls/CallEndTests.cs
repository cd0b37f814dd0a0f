using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>How reports and replies end a call, in whatever order they come.</summary>
public sealed class CallEndTests
{
    [Fact]
    public void A_report_makes_a_talking_call_final_with_all_that_it_says()
    {
        var state = Talking().After(TimeSpan.FromSeconds(80)).When(Full()).State;

        Assert.Equal((CallPhase.Final, InteractionStatus.Qualified, true, CallDebts.All), (state.Phase, state.Status, state.Dialled, state.Debts));
        Assert.Equal((Moments.Seconds(8), 62, Moments.Seconds(70)), (state.StartedAt, state.DurationSeconds, state.EndedAt));
        Assert.Equal((2, true, "She wants solar panels – soon."), (state.Transcript.Length, state.HasRecording, state.Summary));
        Assert.Equal("CA1", state.CarrierCallId);
    }

    [Fact]
    public void A_report_before_the_reply_binds_the_conversation_and_ends_the_call_and_the_reply_changes_nothing()
    {
        var call = Dialling().After(TimeSpan.FromSeconds(3)).When(Report(InteractionStatus.NoAnswer));
        Assert.Collection(call.Said.Events,
            bound => Assert.Equal("conv_1", Assert.IsType<ConversationBound>(bound).ConversationId),
            finished => Assert.Equal(InteractionStatus.NoAnswer, Assert.IsType<CallFinished>(finished).Status));

        var before = call.State;
        foreach (CallCommand reply in (CallCommand[])[new Placed("conv_1", "CA1"), new NotSent("503"), new Rejected("400"), new FateUnknown("time-out"), NotConnected(InteractionStatus.Busy)])
        {
            call.When(reply).ThenNothing();
        }

        Assert.Same(before, call.State);
    }

    [Fact]
    public void A_report_on_a_call_that_waits_again_shows_that_it_was_dialled_after_all()
    {
        var call = Dialling().When(new NotSent("503")).After(TimeSpan.FromSeconds(2)).When(Report(InteractionStatus.Completed));
        Assert.Equal((CallPhase.Final, InteractionStatus.Completed, true), (call.State.Phase, call.State.Status, call.State.Dialled));
        call.When(new Permitted()).ThenNothing();
    }

    [Fact]
    public void A_reply_that_nobody_was_reached_ends_the_call_as_dialled()
    {
        var call = Dialling().After(TimeSpan.FromSeconds(27)).When(NotConnected(InteractionStatus.Busy, "conv_1"));
        Assert.Equal((InteractionStatus.Busy, true, "conv_1", Moments.Seconds(27)), (call.State.Status, call.State.Dialled, call.State.ConversationId, call.State.EndedAt));

        Assert.Null(Dialling().When(NotConnected(InteractionStatus.Busy)).State.ConversationId);
        Assert.Equal(InteractionStatus.Busy, Talking().When(NotConnected(InteractionStatus.Busy)).State.Status);
    }

    [Theory]
    [InlineData(InteractionStatus.NoAnswer, InteractionStatus.NoContact, "no_answer: end_call tool was called.")]
    [InlineData(InteractionStatus.Busy, InteractionStatus.NoContact, "busy: end_call tool was called.")]
    [InlineData(InteractionStatus.Voicemail, InteractionStatus.NoContact, "voicemail: end_call tool was called.")]
    [InlineData(InteractionStatus.Incomplete, InteractionStatus.Incomplete, "end_call tool was called.")]
    [InlineData(InteractionStatus.Qualified, InteractionStatus.Qualified, "end_call tool was called.")]
    [InlineData(InteractionStatus.Error, InteractionStatus.Error, "end_call tool was called.")]
    public void The_last_attempt_that_reaches_nobody_ends_as_no_contact_and_keeps_what_it_was_on_the_line(InteractionStatus said, InteractionStatus becomes, string reason)
    {
        var state = Talking(Wanted with { IsLast = true }).When(Full(said)).State;
        Assert.Equal((becomes, reason), (state.Status, state.Outcome!.TerminationReason));
        Assert.Equal(said, Talking().When(Full(said)).State.Status);
    }

    [Fact]
    public void A_last_attempt_ends_so_by_a_reply_too_and_where_nobody_gave_a_reason()
    {
        var state = Dialling(Wanted with { IsLast = true }).When(NotConnected(InteractionStatus.Busy)).State;
        Assert.Equal((InteractionStatus.NoContact, "busy"), (state.Status, state.Outcome!.TerminationReason));
    }

    [Theory]
    [InlineData(InteractionStatus.ScheduledCallback, "2026-03-11T09:30", "2026-03-11T13:30:00Z")]
    [InlineData(InteractionStatus.ScheduledCallback, "2026-03-09T09:30", null)]
    [InlineData(InteractionStatus.ScheduledCallback, null, null)]
    [InlineData(InteractionStatus.FollowUp, "2026-03-11T09:30", null)]
    public void A_callback_is_at_the_future_time_that_was_noted_in_the_lead_s_zone(InteractionStatus status, string? noted, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, null), Talking().When(Full(status, noted)).State.CallbackAt);

    [Theory]
    [InlineData(-86_400, 30, 0)]
    [InlineData(8, 62, 70)]
    [InlineData(8, 3_600, 120)]
    [InlineData(90_000, 30, 120)]
    [InlineData(8, null, 120)]
    [InlineData(null, 62, 120)]
    public void A_call_ends_when_its_talk_does_but_never_before_it_was_dialled_nor_in_the_future(int? started, int? seconds, int expected)
    {
        var report = Full().Said with { StartedAt = started is { } s ? Moments.Seconds(s) : null, DurationSeconds = seconds };
        Assert.Equal(Moments.Seconds(expected), Talking().At(Moments.Seconds(120)).When(new Report(report, Asked: false)).State.EndedAt);
    }

    [Fact]
    public void An_agent_beyond_its_daily_limit_has_not_dialled()
    {
        var outcome = new CallOutcome { Status = InteractionStatus.Error, ErrorCode = Codes.ProviderBusy, ErrorMessage = "used up" };
        var call = Talking().When(new Report(new CallReport { ConversationId = "conv_1", Outcome = outcome }, Asked: true));
        Assert.Equal((InteractionStatus.Error, Codes.ProviderBusy, false), (call.State.Status, call.State.ErrorCode, call.State.Dialled));
    }

    [Theory]
    [InlineData(null, InteractionStatus.Error, "BAD_NUMBER")] // never said before
    [InlineData(-6, InteractionStatus.Error, "BAD_NUMBER")] // this morning
    [InlineData(-12, InteractionStatus.NoContact, null)] // yesterday evening in New York, where it is 11:00, though today in Greenwich
    [InlineData(-72, InteractionStatus.NoContact, null)]
    public void A_number_that_does_not_exist_is_believed_when_it_is_said_on_another_day(int? hoursAgo, InteractionStatus status, string? code)
    {
        DateTimeOffset? since = hoursAgo is { } hours ? Moments.Start.AddHours(hours) : null;
        var gone = new CallOutcome { Status = InteractionStatus.Error, ErrorCode = "BAD_NUMBER", ErrorMessage = "SIP 410", BadNumber = true, SipCode = 410, TerminationReason = "Gone" };
        var dialling = Queued().When(new Permitted(since));
        var called = dialling.When(new NotConnected(gone, "conv_1"));
        Assert.Equal((status, code, true, "Gone"), (called.State.Status, called.State.ErrorCode, called.State.Dialled, called.State.Outcome!.TerminationReason));
        var told = Queued().When(new Permitted(since)).When(new Report(new CallReport { ConversationId = "conv_1", Outcome = gone }, Asked: false));
        Assert.Equal((status, code), (told.State.Status, told.State.ErrorCode));
    }

    [Theory]
    [InlineData(InteractionStatus.Incomplete, false, InteractionStatus.Voicemail)]
    [InlineData(InteractionStatus.Incomplete, true, InteractionStatus.Incomplete)] // somebody spoke all the same
    [InlineData(InteractionStatus.Error, false, InteractionStatus.Error)]
    public void Where_a_machine_answered_and_nobody_spoke_it_was_a_mailbox(InteractionStatus told, bool spokenTo, InteractionStatus status)
    {
        var call = Talking().When(new Report(new CallReport { ConversationId = "conv_1", AnsweredBy = "machine_start" }, Asked: false));
        call.When(new Report(new CallReport { ConversationId = "conv_1", AnsweredBy = "machine_end_beep" }, Asked: false)).ThenNothing();
        Assert.Equal(CallPhase.Talking, call.State.Phase);
        var outcome = new CallOutcome { Status = told, SpokenTo = spokenTo, Evidence = "14: no human words" };
        Assert.Equal(status, call.When(new Report(new CallReport { ConversationId = "conv_1", Outcome = outcome }, Asked: false)).State.Status);
        Assert.Equal("machine_start", call.State.AnsweredBy);
    }

    [Fact]
    public void A_report_on_another_conversation_does_not_end_the_one_that_runs()
    {
        var call = Talking();
        call.When(Report(InteractionStatus.Completed, "conv_2")).ThenNothing();
        call.When(Running(asked: false, conversationId: "conv_2")).ThenNothing();
        call.When(Report(InteractionStatus.Completed, "conv_2", asked: true)).Then(new ProviderAsked(Moments.Seconds(60)));
        Assert.Equal(InteractionStatus.InProgress, call.State.Status);
    }

    [Fact]
    public void An_opt_out_counts_whichever_conversation_it_was_said_in()
    {
        var call = Talking().When(Report(InteractionStatus.Dnc, "conv_2"));
        Assert.Equal((InteractionStatus.Dnc, true, "conv_1"), (call.State.Status, call.State.OptOut, call.State.ConversationId));
    }

    [Fact]
    public void A_report_that_names_no_conversation_binds_none()
    {
        var call = Dialling();
        call.When(Running(asked: false, conversationId: "")).ThenNothing();
        call.When(Running(asked: true, conversationId: "")).Then(new ProviderAsked(Moments.Seconds(10)));

        call.When(Report(InteractionStatus.Completed, conversationId: "")).Then<CallFinished>();
        Assert.Equal((InteractionStatus.Completed, null), (call.State.Status, call.State.ConversationId));
        Assert.Equal("conv_1", call.When(Full()).State.ConversationId);
    }

    private static NotConnected NotConnected(InteractionStatus status, string? conversationId = null) => new(new CallOutcome { Status = status, Evidence = "4: sip 486" }, conversationId);
}
