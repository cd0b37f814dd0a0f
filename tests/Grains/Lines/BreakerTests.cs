using LeadSail.Lives;
using static LeadSail.Lines.LineExamples;

namespace LeadSail.Lines;

/// <summary>A line that is held although it has slots, and how it comes back.</summary>
public sealed class BreakerTests
{
    private static readonly LineNews Refused = new() { Kind = LineNewsKind.AccountRefused, Message = "HTTP 402: out of credits" };

    private static readonly LineNews TooMany = new() { Kind = LineNewsKind.Busy, Message = "HTTP 429: too many" };

    private static readonly LineNews Accepted = new() { Kind = LineNewsKind.Accepted }, Reached = new() { Kind = LineNewsKind.Reached };

    [Fact]
    public void A_refusal_of_our_account_holds_the_line_for_30_s_and_says_why()
    {
        var line = Line(limit: 9).Asking("int_1").Hearing(10, Refused).Granting(20).Granting(39.9);
        Assert.Equal(Moments.Seconds(40), LineMachine.Next(line, Moments.Seconds(20)));
        Assert.Equal("HTTP 402: out of credits", BreakerRules.Why(line, line.Queue[0], Moments.Seconds(20)));
        line.Granting(40, "int_1");
    }

    [Fact]
    public void Half_open_it_lets_one_call_through_and_the_next_only_when_that_one_is_gone()
    {
        var line = Line(limit: 9, perSecond: 9).Asking("int_1").Asking("int_2").Hearing(0, Refused).Granting(30, "int_1").Granting(31);
        Assert.Null(LineMachine.Next(line, Moments.Seconds(31)));
        LineMachine.Free(line, "int_1").Granting(32, "int_2");
    }

    [Fact]
    public void A_start_that_the_provider_takes_closes_it() =>
        Line(limit: 9, perSecond: 9).Asking("int_1").Asking("int_2").Hearing(0, Refused).Granting(30, "int_1").Hearing(31, Accepted).Granting(31, "int_2");

    [Fact]
    public void Each_probe_that_is_refused_doubles_the_pause_up_to_ten_minutes()
    {
        var line = Line(limit: 9);
        double at = 0;
        foreach (var pause in (double[])[30, 60, 120, 240, 480, 600, 600])
        {
            line = line.Hearing(at, Refused);
            Assert.Equal(Moments.Seconds(at + pause), line.Breaker!.OpenUntil);
            at += pause;
        }
    }

    [Fact]
    public void Refusals_of_calls_that_left_before_it_opened_do_not_prolong_it() =>
        Assert.Equal(Moments.Seconds(30), Line().Hearing(0, Refused).Hearing(1, Refused).Hearing(29, Refused).Breaker!.OpenUntil);

    [Fact]
    public void A_grant_from_before_it_opened_is_void_and_its_slot_free()
    {
        var line = Line(limit: 1).Asking("int_1").Granting(10, "int_1").Hearing(11, Refused).Confirming("int_1", 12, held: false);
        Assert.Empty(line.Slots);
    }

    [Fact]
    public void Five_refusals_in_a_row_of_a_busy_provider_hold_the_line_for_5_s_and_four_do_not()
    {
        var four = Enumerable.Range(0, 4).Aggregate(Line(limit: 9, perSecond: 9).Asking("int_1").Asking("int_2"), (line, _) => line.Hearing(0, TooMany));
        Assert.Null(four.Breaker);
        Assert.Null(four.Hearing(1, Accepted).Hearing(2, TooMany).Breaker);
        var five = four.Hearing(10, TooMany);
        Assert.Equal((BreakerCause.Busy, "HTTP 429: too many"), (five.Breaker!.Cause, five.Breaker.Why));
        five.Granting(14.9).Granting(15, "int_1").Hearing(15, Accepted).Granting(15, "int_2");
    }

    [Fact]
    public void Each_probe_that_finds_it_busy_doubles_the_pause_up_to_a_minute()
    {
        var line = Enumerable.Range(0, 4).Aggregate(Line(limit: 9), (line, _) => line.Hearing(0, TooMany));
        double at = 0;
        foreach (var pause in (double[])[5, 10, 20, 40, 60, 60])
        {
            line = line.Hearing(at, TooMany);
            Assert.Equal(Moments.Seconds(at + pause), line.Breaker!.OpenUntil);
            at += pause;
        }
    }

    [Fact]
    public void Ten_different_numbers_in_a_row_with_404_open_it_and_nine_or_one_ten_times_do_not()
    {
        var nine = Enumerable.Range(0, 9).Aggregate(Line(), (line, i) => line.Hearing(i, Gone(i)));
        Assert.Null(nine.Breaker);
        Assert.Null(Enumerable.Range(0, 10).Aggregate(nine, (line, i) => line.Hearing(i, Gone(3))).Breaker);
        Assert.Null(nine.Hearing(9, Reached).Hearing(10, Gone(9)).Breaker);
        var ten = nine.Hearing(9, Accepted).Hearing(10, Gone(9));
        Assert.Equal(BreakerCause.Trunk, ten.Breaker!.Cause);
        Assert.Contains("10 different numbers", ten.Breaker.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trunk_is_sound_again_when_a_call_is_put_through_and_not_when_one_is_merely_taken()
    {
        var open = Enumerable.Range(0, 10).Aggregate(Line(), (line, i) => line.Hearing(0, Gone(i)));
        Assert.NotNull(open.Hearing(31, Accepted).Breaker);
        Assert.Equal(Moments.Seconds(31 + 60), open.Hearing(31, Gone(11)).Breaker!.OpenUntil);
        Assert.Null(open.Hearing(31, Reached).Breaker);
        Assert.Empty(open.Hearing(31, Reached).Strangers);
    }

    [Fact]
    public void An_agent_beyond_its_daily_limit_is_held_until_the_next_day_and_others_call_on()
    {
        var line = Line(limit: 9, perSecond: 9).Hearing(0, new() { Kind = LineNewsKind.AgentHeld, ProviderAgentId = "agent_a" });
        line = LineMachine.Ask(line, new() { InteractionId = "int_1", ProviderAgentId = "agent_a" });
        line = LineMachine.Ask(line, new() { InteractionId = "int_2", ProviderAgentId = "agent_b" }).Granting(10, "int_2").Granting(3600);
        var midnight = new DateTimeOffset(Moments.Start.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        Assert.Equal(midnight, LineMachine.Next(line, Moments.Seconds(3600)));
        line.Granting((midnight - Moments.Start).TotalSeconds, "int_1");
    }

    [Fact]
    public void Whoever_is_short_of_slots_goes_by_the_calls_rows()
    {
        var line = Line(limit: 3).Asking("int_1").Granting(5, "int_1").Confirming("int_1", 6).Asking("int_2").Granting(7, "int_2").Confirming("int_2", 8).Asking("int_3").Granting(9, "int_3");
        var known = LineMachine.Reconcile(line, ["int_7"], Moments.Seconds(8));
        Assert.Equal(["int_2", "int_3", "int_7"], known.Slots.Keys);
        Assert.Equal(["int_2", "int_3"], LineMachine.Reconcile(line, ["int_2"], Moments.Seconds(40)).Slots.Keys);
    }

    private static LineNews Gone(int i) => new() { Kind = LineNewsKind.NoSuchNumber, Phone = $"+1212555{i:0000}", Message = "Not found" };
}
