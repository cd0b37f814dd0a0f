using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Lives;
using LeadSail.Places;
using static LeadSail.DialedNumbers.NumberExamples;

namespace LeadSail.DialedNumbers;

/// <summary>One call at a time, the permit, and what the ledger remembers.</summary>
public sealed class NumberMachineTests
{
    [Fact]
    public void A_free_number_is_held_by_the_first_who_asks()
    {
        var number = Free();
        number.When(Reserve("int_1")).Then(new Reserved("int_1", "lead_1", CallDirection.Outbound));
        Assert.Equal(new RunningCall("int_1", "lead_1", CallDirection.Outbound, Moments.Start, null), number.State.Ledger.Running);
    }

    [Fact]
    public void Whoever_holds_it_may_ask_again_and_everybody_else_is_refused_with_the_holder_s_id()
    {
        Held().When(Reserve("int_1")).ThenNothing();
        Permitted().When(Reserve("int_1")).ThenNothing();
        Assert.Equal("int_1", Held().When(Reserve("int_2", "lead_2")).ThenRefused(Codes.CallInProgress).InteractionId);
        Assert.Equal("int_1", Permitted().When(Reserve("int_2", "lead_1")).ThenRefused(Codes.CallInProgress).InteractionId);
    }

    [Fact]
    public void Only_the_holder_gets_a_permit()
    {
        Free().When(Permit()).ThenRefused(Codes.CallInProgress);
        Held().When(Permit("int_2")).ThenRefused(Codes.CallInProgress);
        Called().When(Permit()).ThenRefused(Codes.CallInProgress);

        var number = Held().After(TimeSpan.FromSeconds(9));
        number.When(Permit()).Then(new PermitGiven("int_1"));
        Assert.Equal(Moments.Seconds(9), number.State.Ledger.Running?.PermittedAt);
    }

    [Fact]
    public void A_second_permit_after_a_busy_provider_counts_the_same_attempt_anew()
    {
        var number = Permitted().After(TimeSpan.FromSeconds(10)).When(Permit()).After(TimeSpan.FromSeconds(60)).When(Release("int_1", endedAt: 70));
        Assert.Equal(new LedgerCall("int_1", "lead_1", Moments.Seconds(10), Moments.Seconds(70)), Assert.Single(number.State.Ledger.Calls));
    }

    [Fact]
    public void A_listed_number_gets_no_permit()
    {
        var refusal = Listed().When(Reserve("int_2")).When(Permit("int_2")).ThenRefused(Codes.LeadDnc);
        Assert.Contains("asked in a call not to be called again", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void An_inactive_campaign_calls_only_for_a_test(bool active, bool test, bool permitted)
    {
        var number = Held().When(Permit() with { CampaignActive = active, IsTest = test });
        Assert.Equal(permitted ? null : Codes.CampaignInactive, number.Said.Refusal?.Code);
    }

    [Theory]
    [InlineData("2026-03-10T12:00:00Z", true)] // 08:00 in New York
    [InlineData("2026-03-10T11:59:59Z", false)]
    [InlineData("2026-03-11T00:58:59Z", true)] // 20:58:59: the last minute of the window is left alone
    [InlineData("2026-03-11T00:59:00Z", false)]
    public void A_permit_is_given_only_inside_the_legal_hours_of_that_moment(string at, bool permitted)
    {
        var number = Held().At(DateTimeOffset.Parse(at, null)).When(Permit());
        Assert.Equal(permitted ? null : Codes.OutsideLegalHours, number.Said.Refusal?.Code);
    }

    [Fact]
    public void Nobody_is_dialled_where_nobody_knows_the_place()
    {
        var number = new NumberLife(new NumberState(), (state, command, now) => NumberMachine.Decide(state, command, "+18005550142", now), NumberMachine.Evolve).When(Reserve("int_1"));
        Assert.Contains("ZONE_UNKNOWN", number.When(Permit() with { Place = new CalledPlace() }).ThenRefused(Codes.OutsideLegalHours).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_goes_before_the_campaign_and_the_campaign_before_the_hours()
    {
        var night = Listed().When(Reserve("int_2")).At(Moments.Start.AddHours(12));
        var refused = Permit("int_2") with { CampaignActive = false };
        night.When(refused).ThenRefused(Codes.LeadDnc);
        Held().At(Moments.Start.AddHours(12)).When(Permit() with { CampaignActive = false }).ThenRefused(Codes.CampaignInactive);
    }

    [Fact]
    public void A_pause_stops_tests_too_and_goes_before_the_campaign()
    {
        Held().When(Permit() with { IsPaused = true, IsTest = true }).ThenRefused(Codes.CampaignInactive);
        Assert.Contains("paused", Held().When(Permit() with { IsPaused = true, CampaignActive = false }).ThenRefused(Codes.CampaignInactive).Message, StringComparison.Ordinal);
        Held().When(Permit() with { IsPaused = true, LeadDnc = true }).ThenRefused(Codes.LeadDnc);
    }

    [Fact]
    public void A_permit_keeps_the_organization_s_cap_which_rolls_by_when_was_dialled()
    {
        var permit = Permit("int_2") with { Cap = new CallCap(1, 2) };
        var number = Called().When(Reserve("int_2"));
        Assert.Contains("1 in 2 hours (the organization's limit)", number.When(permit).ThenRefused(Codes.NumberCapReached).Message, StringComparison.Ordinal);
        number.At(Moments.Start.AddHours(2).AddMilliseconds(-1)).When(permit).ThenRefused(Codes.NumberCapReached);
        number.At(Moments.Start.AddHours(2)).When(permit).Then(new PermitGiven("int_2"));
        Called().When(Reserve("int_2")).When(permit with { Cap = new CallCap(2, 2) }).Then(new PermitGiven("int_2"));
    }

    [Fact]
    public void A_permit_keeps_the_gap_to_the_end_of_another_lead_s_call()
    {
        var permit = Permit("int_2") with { MinGapMinutes = 30 };
        var number = Called().When(Reserve("int_2", "lead_2"));
        var over = Moments.Seconds(120).AddMinutes(30);
        Assert.Contains("30 minutes", number.At(over.AddMilliseconds(-1)).When(permit).ThenRefused(Codes.MinGapNotElapsed).Message, StringComparison.Ordinal);
        number.At(over).When(permit).Then(new PermitGiven("int_2"));
        Called().When(Reserve("int_2")).When(permit with { MinGapMinutes = 0 }).Then(new PermitGiven("int_2"));
        Permitted().When(Permit() with { MinGapMinutes = 30 }).Then(new PermitGiven("int_1")); // once more after a busy provider: its own call has not ended
    }

    [Fact]
    public void A_permit_keeps_the_campaign_s_hours_to_the_millisecond_unless_they_are_waived()
    {
        var hours = new HourWindow { Start = "09:00", End = "15:01" };
        var permit = Permit() with { Hours = new KeptHours(new AutoDialerSettings { OperatingHours = new OperatingHours { Tuesday = [hours] } }, null, "UTC") };
        var last = Moments.Start.AddMinutes(1).AddMilliseconds(-1);
        Held().At(last).When(permit).Then(new PermitGiven(permit.InteractionId));
        Held().At(last.AddMilliseconds(1)).When(permit).ThenRefused(Codes.OutsideOperatingHours);
        Held().At(last.AddMilliseconds(1)).When(permit with { Hours = null }).Then(new PermitGiven(permit.InteractionId));
    }

    [Fact]
    public void A_permit_keeps_the_law_s_cap_where_the_person_may_be()
    {
        var number = Free();
        var florida = Permit() with { Place = new CalledPlace { State = "FL" } };
        foreach (var id in (string[])["int_1", "int_2", "int_3"])
        {
            number.When(Reserve(id)).When(florida with { InteractionId = id }).Then(new PermitGiven(id));
            number.After(TimeSpan.FromMinutes(1)).When(Release(id));
        }

        var refusal = number.When(Reserve("int_4")).When(florida with { InteractionId = "int_4" }).ThenRefused(Codes.NumberCapReached);
        Assert.Contains("Fla. Stat.", refusal.Message, StringComparison.Ordinal);
        number.When(Permit("int_4")).Then(new PermitGiven("int_4"));
    }

    [Fact]
    public void A_number_is_listed_once_and_unlisted_with_who_and_when()
    {
        var number = Free().When(new ListNumber("asked by letter", "key_1"));
        number.Then(new Listed("asked by letter", "key_1"));
        Assert.Equal(new DncEntry("asked by letter", "key_1", Moments.Start), number.State.Ledger.Listed);
        number.When(new ListNumber("asked again", "key_2")).ThenNothing();
        number.When(new UnlistNumber("key_3")).Then(new Unlisted("key_3"));
        Assert.Equal((null, "key_3"), (number.State.Ledger.Listed, number.Said.Events[0].Actor));
        number.When(new UnlistNumber("key_3")).ThenNothing();
    }

    [Fact]
    public void A_call_is_in_flight_from_its_permit_on_and_one_that_waits_is_stopped_by_the_list()
    {
        Assert.Null(NumberMachine.InFlight(Free().State.Ledger));
        Assert.Null(NumberMachine.InFlight(Held().State.Ledger));
        Assert.Equal("int_1", NumberMachine.InFlight(Permitted().State.Ledger));
        Assert.Null(NumberMachine.InFlight(Called().State.Ledger));
        Held().When(new ListNumber("asked by letter", "key_1")).When(Permit()).ThenRefused(Codes.LeadDnc);
        // the provider was busy, the call asks once more
        Permitted().When(new ListNumber("asked by letter", "key_1")).When(Permit()).ThenRefused(Codes.LeadDnc);
    }

    [Fact]
    public void A_call_that_is_over_frees_the_number_and_stays_in_the_ledger()
    {
        var number = Permitted().After(TimeSpan.FromMinutes(2));
        number.When(Release("int_1")).Then(new Released("int_1", true, Moments.Seconds(120)));
        Assert.Null(number.State.Ledger.Running);
        Assert.Equal(new LedgerCall("int_1", "lead_1", Moments.Start, Moments.Seconds(120)), Assert.Single(number.State.Ledger.Calls));
    }

    [Fact]
    public void A_number_is_bad_since_the_first_of_the_last_calls_that_said_so()
    {
        var number = Free();
        foreach (var (id, bad) in ((string, bool)[])[("int_1", true), ("int_2", false), ("int_3", true), ("int_4", true)])
        {
            number.When(Reserve(id)).When(Permit(id)).After(TimeSpan.FromMinutes(1)).When(Release(id) with { BadNumber = bad });
            Assert.Equal(
                id switch { "int_1" => Moments.Start, "int_2" => null, _ => Moments.Seconds(120) },
                NumberMachine.BadSince(number.State.Ledger));
        }
    }

    [Fact]
    public void An_attempt_that_was_not_dialled_is_taken_off_the_count()
    {
        var number = Permitted().When(Release("int_1", dialled: false));
        Assert.Null(number.State.Ledger.Running);
        Assert.Empty(number.State.Ledger.Calls);
    }

    [Fact]
    public void Releasing_again_or_for_somebody_else_changes_nothing()
    {
        Called().When(Release("int_1")).ThenNothing();
        Free().When(Release("int_1")).ThenNothing();
        Held().When(Release("int_2")).ThenNothing();
    }

    [Fact]
    public void A_call_that_is_reserved_again_after_its_end_counts_once()
    {
        var number = Called().After(TimeSpan.FromSeconds(5)).When(Reserve("int_1")).After(TimeSpan.FromSeconds(5)).When(Release("int_1"));
        Assert.Equal(Moments.Start, Assert.Single(number.State.Ledger.Calls).DialledAt);

        number.When(Reserve("int_1")).When(Release("int_1", dialled: false));
        Assert.Single(number.State.Ledger.Calls);
    }

    [Fact]
    public void The_ledger_remembers_thirty_days()
    {
        var number = Called().At(Moments.Seconds(120).AddDays(30).AddMilliseconds(-1));
        number.When(Reserve("int_2")).When(Release("int_2", dialled: false));
        Assert.Single(number.State.Ledger.Calls);

        number.At(Moments.Seconds(120).AddDays(30)).When(Reserve("int_3")).When(Release("int_3", endedAt: 2_592_120));
        Assert.Equal("int_3", Assert.Single(number.State.Ledger.Calls).InteractionId);
    }

    [Fact]
    public void An_opt_out_lists_the_number_at_once_whoever_says_so_and_once()
    {
        var number = Called().When(Release("int_1", optOut: true));
        number.Then(new Listed("asked in a call not to be called again", "int_1"));
        number.After(TimeSpan.FromDays(1)).When(Release("int_1", optOut: true)).ThenNothing();
        Assert.Equal(Moments.Seconds(120), number.State.Ledger.Listed?.At);

        var held = Held().When(Release("int_2", optOut: true));
        Assert.Equal(("int_1", "int_2"), (held.State.Ledger.Running?.InteractionId, held.State.Ledger.Listed?.By));
        held.When(Permit()).ThenRefused(Codes.LeadDnc);
    }

    [Fact]
    public void The_same_phone_in_the_same_campaign_within_a_day_is_the_same_lead()
    {
        var number = Free().When(new Claim("SOL", "lead_1"));
        number.Then(new Claimed("SOL", "lead_1"));
        number.When(new Claim("SOL", "lead_2")).ThenNothing();
        number.When(new Claim("SOL", "lead_2", InPlaceOf: "lead_0")).ThenNothing();
        number.When(new Claim("ROOF", "lead_3")).Then(new Claimed("ROOF", "lead_3"));

        var almost = Moments.Start.AddHours(24).AddMilliseconds(-1);
        Assert.Equal(("lead_1", "lead_3"), (NumberMachine.ClaimedBy(number.State, "SOL", almost), NumberMachine.ClaimedBy(number.State, "ROOF", almost)));
        number.At(almost).When(new Claim("SOL", "lead_4")).ThenNothing();
        number.At(Moments.Start.AddHours(24)).When(new Claim("SOL", "lead_4")).Then(new Claimed("SOL", "lead_4"));
        Assert.Equal(["lead_4"], number.State.Claims.Select(claim => claim.LeadId));
        number.When(new Claim("SOL", "lead_5", InPlaceOf: "lead_4")).Then(new Claimed("SOL", "lead_5"));
    }
}
