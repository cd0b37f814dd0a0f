using LeadSail.Lives;
using static LeadSail.Calls.CallExamples;

namespace LeadSail.Calls;

/// <summary>When the provider is asked, and how a call ends that nobody reports on.</summary>
public sealed class CallAskTests
{
    [Fact]
    public void A_start_of_unknown_fate_is_asked_about_after_5_15_and_45_seconds_and_then_each_minute()
    {
        var call = Dialling().After(TimeSpan.FromSeconds(90));
        call.When(new FateUnknown("time-out")).Then(new FateOpen("time-out", Moments.Seconds(95)));
        Assert.Equal([5, 15, 45, 105, 165, 225], AskedAt(call, 6).Select(at => (at - Moments.Seconds(90)).TotalSeconds));
    }

    [Fact]
    public void So_is_one_whose_process_died_in_the_middle() =>
        Assert.Equal([5, 15, 45, 105], AskedAt(Dialling(), 4).Select(at => (at - Moments.Start).TotalSeconds));

    [Fact]
    public void A_running_conversation_is_asked_about_each_minute_from_its_second_minute_on() =>
        Assert.Equal([60, 120, 180, 240], AskedAt(Talking(), 4, Running()).Select(at => (at - Moments.Start).TotalSeconds));

    [Fact]
    public void An_unreachable_provider_is_not_asked_more_often_than_that() =>
        Assert.Equal([60, 120, 180, 240], AskedAt(Talking(), 4, new NothingKnown(Reachable: false)).Select(at => (at - Moments.Start).TotalSeconds));

    [Fact]
    public void PollSeconds_replaces_the_minute()
    {
        var wanted = Wanted with { PollSeconds = 7 };
        Assert.Equal([7, 14, 21], AskedAt(Talking(wanted), 3, Running()).Select(at => (at - Moments.Start).TotalSeconds));
        Assert.Equal([5, 15, 45, 52, 59], AskedAt(Dialling(wanted), 5).Select(at => (at - Moments.Start).TotalSeconds));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void One_question_falls_on_the_deadline_and_one_two_hours_later(int pollSeconds)
    {
        var call = Talking(Wanted with { PollSeconds = pollSeconds });
        var asked = new List<DateTimeOffset>();
        while (call.State.Phase != CallPhase.Final)
        {
            asked.Add(call.At(call.State.AskAt).Now);
            call.When(Running());
        }

        Assert.Contains(Deadline, asked);
        Assert.Equal(Deadline.AddHours(2), asked[^1]);
        Assert.Equal((InteractionStatus.Error, Codes.DeadlineExceeded, true), (call.State.Status, call.State.ErrorCode, call.State.Dialled));
    }

    [Fact]
    public void A_call_found_running_is_talking_from_then_on()
    {
        var call = Dialling().After(TimeSpan.FromSeconds(5));
        call.When(Running()).Then(new ConversationBound("conv_1", null, Moments.Seconds(65)));
        Assert.Equal((CallPhase.Talking, "conv_1", Deadline), (call.State.Phase, call.State.ConversationId, call.State.DeadlineAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_fate_unknown_at_the_deadline_the_error_says_so(bool reachable)
    {
        var call = Dialling().When(new FateUnknown("time-out")).At(Deadline.AddMilliseconds(-1));
        call.When(new NothingKnown(reachable)).Then(new ProviderAsked(Deadline));

        var finished = call.At(Deadline).When(new NothingKnown(reachable)).Then<CallFinished>();
        Assert.Equal((InteractionStatus.Error, Codes.FateUnknown, true), (finished.Status, finished.ErrorCode, finished.Dialled));
        Assert.Contains(reachable ? "knew of no" : "could not be asked", finished.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_that_the_provider_has_forgotten_at_the_deadline_is_an_error() =>
        Assert.Equal(Codes.FateUnknown, Talking().At(Deadline).When(new NothingKnown(Reachable: true)).Then<CallFinished>().ErrorCode);

    [Fact]
    public void A_call_still_running_at_its_deadline_stays_in_progress_and_holds_what_it_has()
    {
        var call = Talking().At(Deadline).When(Running());
        call.Then(new ProviderAsked(Deadline.AddSeconds(60)));
        Assert.Equal((InteractionStatus.InProgress, CallPhase.Talking, CallDebts.None), (call.State.Status, call.State.Phase, call.State.Debts));
    }

    [Fact]
    public void A_moment_without_the_provider_does_not_end_a_call_that_ran_past_its_deadline()
    {
        var call = Talking().At(Deadline).When(Running()).After(TimeSpan.FromMinutes(1));
        call.When(new NothingKnown(Reachable: false)).Then(new ProviderAsked(Deadline.AddMinutes(2)));

        Assert.Equal(Codes.DeadlineExceeded, call.At(Deadline.AddHours(2)).When(new NothingKnown(Reachable: false)).Then<CallFinished>().ErrorCode);
    }

    [Fact]
    public void A_call_that_ran_past_its_deadline_and_is_then_unknown_is_an_error_at_once() =>
        Assert.Equal(Codes.FateUnknown, Talking().At(Deadline).When(Running()).After(TimeSpan.FromMinutes(1))
            .When(new NothingKnown(Reachable: true)).Then<CallFinished>().ErrorCode);

    [Fact]
    public void A_report_that_it_runs_asks_no_sooner() => Talking().After(TimeSpan.FromSeconds(30)).When(Running(asked: false)).ThenNothing();

    /// <summary>The instants of the next questions, each answered with no end.</summary>
    private static List<DateTimeOffset> AskedAt(CallLife call, int count, CallCommand? answer = null)
    {
        var asked = new List<DateTimeOffset>();
        while (asked.Count < count)
        {
            Assert.Equal(CallStep.Ask, CallMachine.Next(call.State).Step);
            asked.Add(call.At(CallMachine.Next(call.State).DueAt).Now);
            call.When(answer ?? new NothingKnown(Reachable: true));
        }

        return asked;
    }
}
