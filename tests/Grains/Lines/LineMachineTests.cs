using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Lives;
using static LeadSail.Lines.LineExamples;

namespace LeadSail.Lines;

public sealed class LineMachineTests
{
    [Fact]
    public void A_line_starts_with_an_empty_bucket_and_the_calls_that_hold_it()
    {
        var line = Line(2, 1, "int_8", "int_9").Asking("int_1").Granting(0).Granting(0.999);
        Assert.Equal(["int_8", "int_9"], line.Slots.Keys);
        Assert.All(line.Slots.Values, slot => Assert.True(slot.Confirmed));
        LineMachine.Free(line, "int_8").Granting(1, "int_1");
    }

    [Fact]
    public void A_start_is_granted_for_each_token_and_no_more_than_there_are_slots() =>
        Line(limit: 2).Asking("int_1").Asking("int_2").Asking("int_3")
            .Granting(0).Granting(0.5).Granting(1, "int_1").Granting(1.9).Granting(2, "int_2").Granting(9);

    [Fact]
    public void Tokens_gather_to_one_second_s_worth_and_never_to_less_than_one()
    {
        Line(limit: 9, perSecond: 3).Asking("int_1").Asking("int_2").Asking("int_3").Asking("int_4").Granting(60, "int_1", "int_2", "int_3").Granting(60.34, "int_4");
        Line(limit: 9, perSecond: 0.1).Asking("int_1").Asking("int_2").Granting(9.9).Granting(60, "int_1").Granting(69.9).Granting(70, "int_2");
    }

    [Fact]
    public void Manual_and_API_calls_go_first_then_first_submissions_then_the_rest_and_among_them_the_older() =>
        Line(limit: 9, perSecond: 9)
            .Asking("int_5", CallSource.AutoDialer, since: 1).Asking("int_4", CallSource.FirstSubmission, since: 9).Asking("int_6", CallSource.AutoDialer, since: 2)
            .Asking("int_2", CallSource.Manual, since: 8).Asking("int_1", CallSource.Api, since: 7).Asking("int_3", CallSource.FirstSubmission, since: 8)
            .Granting(60, "int_1", "int_2", "int_3", "int_4", "int_5", "int_6");

    [Fact]
    public void Callbacks_and_first_submissions_of_the_dialers_go_before_their_other_lanes() =>
        Line(limit: 9, perSecond: 9)
            .Offering("int_4", "A", Lane.New, since: 1).Offering("int_5", "A", Lane.Retry, since: 2)
            .Offering("int_2", "A", Lane.Callback, since: 8).Offering("int_3", "B", Lane.First, since: 9).Asking("int_1", since: 10)
            .Granting(60, "int_1", "int_2", "int_3", "int_4", "int_5");

    [Fact]
    public void Campaigns_are_served_in_turn_however_many_ask_and_however_long_they_wait()
    {
        var line = Line(limit: 9, perSecond: 1);
        for (var i = 1; i <= 4; i++)
        {
            line = line.Offering($"int_a{i}", "A", Lane.New, since: i);
        }

        line.Offering("int_b1", "B", Lane.Retry, since: 20).Offering("int_b2", "B", Lane.Retry, since: 21).Offering("int_c1", "C", Lane.New, since: 30)
            .Granting(60, "int_a1").Granting(61, "int_b1").Granting(62, "int_c1").Granting(63, "int_a2").Granting(64, "int_b2").Granting(65, "int_a3").Granting(66, "int_a4");
    }

    [Fact]
    public void Several_grants_at_once_take_turns_too() =>
        Line(limit: 9, perSecond: 9).Offering("int_a1", "A", Lane.New, since: 1).Offering("int_a2", "A", Lane.New, since: 2).Offering("int_b1", "B", Lane.New, since: 3)
            .Granting(60, "int_a1", "int_b1", "int_a2");

    [Fact]
    public void Of_calls_that_wait_equally_long_the_one_made_first_goes_first() =>
        Line(limit: 1).Asking("int_2").Asking("int_1").Granting(5, "int_1");

    [Fact]
    public void Asking_again_takes_one_place_only()
    {
        var line = Line().Asking("int_1").Asking("int_1");
        Assert.Single(line.Queue);
        Assert.Single(line.Granting(5, "int_1").Slots);
    }

    [Fact]
    public void Whoever_has_a_slot_is_granted_it_again_without_a_token_and_without_waiting_for_others()
    {
        var line = Line(limit: 1, perSecond: 1, "int_2").Asking("int_1").Asking("int_2", since: 5).Granting(0, "int_2");
        Assert.Equal(["int_1"], line.Queue.Select(request => request.InteractionId));
        Assert.True(line.Granting(60).Slots["int_2"].Confirmed);

        var unconfirmed = Line(limit: 1).Asking("int_1").Granting(1, "int_1").Asking("int_1").Granting(9, "int_1").Asking("int_2");
        unconfirmed.Granting(18).Granting(19, "int_2");
    }

    [Fact]
    public void Who_leaves_the_queue_is_granted_nothing() => LineMachine.Leave(Line().Asking("int_1").Asking("int_2"), "int_1").Granting(5, "int_2");

    [Fact]
    public void A_grant_that_is_not_confirmed_lapses_after_ten_seconds()
    {
        var line = Line(limit: 1).Asking("int_1").Asking("int_2").Granting(1, "int_1");
        line.Granting(10.999).Granting(11, "int_2");
        line.Confirming("int_1", at: 10.999).Granting(600);
    }

    [Fact]
    public void A_confirmed_slot_stays_until_it_is_freed()
    {
        var line = Line(limit: 1).Asking("int_1").Granting(1, "int_1").Confirming("int_1", at: 3).Asking("int_2").Granting(3_600);
        LineMachine.Free(line, "int_1").Granting(3_600, "int_2");
    }

    [Fact]
    public void A_lapsed_grant_is_renewed_while_a_slot_is_free_and_else_must_not_dial()
    {
        var line = Line(limit: 1).Asking("int_1").Granting(1, "int_1").Granting(20);
        Assert.Empty(line.Slots);
        Assert.True(line.Confirming("int_1", at: 21).Slots["int_1"].Confirmed);

        var taken = line.Asking("int_2").Granting(20, "int_2");
        taken.Confirming("int_1", at: 21, held: false).Confirming("int_1", at: 30, held: true);
    }

    [Fact]
    public void A_late_confirmation_keeps_a_slot_that_nobody_took_meanwhile() =>
        Assert.True(Line(limit: 1).Asking("int_1").Granting(1, "int_1").Confirming("int_1", at: 60).Slots["int_1"].Confirmed);

    [Fact]
    public void Freeing_gives_back_the_slot_or_the_place_in_the_queue_and_again_is_nothing()
    {
        var line = LineMachine.Free(Line(limit: 1).Asking("int_1").Granting(1, "int_1").Asking("int_2"), "int_1");
        Assert.Empty(line.Slots);
        Assert.Equal(line, LineMachine.Free(line, "int_1"));
        Assert.Empty(LineMachine.Free(line, "int_2").Queue);
        LineMachine.Free(line, "int_2").Granting(9);
    }

    [Fact]
    public void A_smaller_limit_takes_no_slot_away_and_grants_none_until_there_is_room()
    {
        var line = Line(limit: 3, perSecond: 1, "int_7", "int_8", "int_9") with { Limit = 1 };
        line = line.Asking("int_1").Granting(5);
        Assert.Equal(3, line.Slots.Count);
        line = LineMachine.Free(LineMachine.Free(line, "int_7"), "int_8").Granting(6);
        LineMachine.Free(line, "int_9").Granting(7, "int_1");
        (line with { Limit = 2 }).Granting(7, "int_1");
    }

    [Fact]
    public void A_slower_rate_caps_what_has_gathered()
    {
        var line = Line(limit: 9, perSecond: 5).Granting(60) with { PerSecond = 1 };
        line.Asking("int_1").Asking("int_2").Granting(60, "int_1");
    }

    [Fact]
    public void A_clock_that_steps_back_and_on_again_gains_no_tokens() =>
        Line(limit: 9).Asking("int_1").Asking("int_2").Granting(10, "int_1").Granting(5).Granting(10).Granting(10.9).Granting(11, "int_2");

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(7)]
    public void The_next_look_is_when_the_next_token_is_there(double perSecond)
    {
        var line = Line(limit: 9, perSecond).Asking("int_1").Granting(0);
        var next = LineMachine.Next(line, Moments.Start)!.Value;
        Assert.InRange((next - Moments.Start).TotalSeconds, 1 / perSecond, 1 / perSecond + 0.002);
        line.Granting((next - Moments.Start).TotalSeconds, "int_1");
    }

    [Fact]
    public void The_next_look_of_a_full_line_is_when_the_first_grant_lapses_if_one_can()
    {
        var line = Line(limit: 2).Asking("int_1").Asking("int_2").Granting(1, "int_1").Granting(2, "int_2").Asking("int_3").Granting(2);
        Assert.Equal(Moments.Seconds(11), LineMachine.Next(line, Moments.Seconds(2)));
        Assert.Equal(Moments.Seconds(12), LineMachine.Next(line.Confirming("int_1", 3), Moments.Seconds(3)));
        Assert.Null(LineMachine.Next(line.Confirming("int_1", 3).Confirming("int_2", 3), Moments.Seconds(3)));
    }

    [Fact]
    public void Nobody_waits_nothing_is_due() => Assert.Null(LineMachine.Next(Line(2, 1, "int_1"), Moments.Start));
}
