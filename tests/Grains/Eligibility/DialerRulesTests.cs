using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Places;
using static LeadSail.Eligibility.Facts;

namespace LeadSail.Eligibility;

/// <summary>The rules that follow from a dialer's settings, from what was called before and from who asks, each by itself. It is Tuesday 2026-03-10, 11:00 in New York.</summary>
public sealed class DialerRulesTests
{
    private static readonly CallSource[] Everybody = [CallSource.Manual, CallSource.Api, CallSource.AutoDialer, CallSource.FirstSubmission];

    [Fact]
    public void Outside_the_operating_hours_nobody_is_called_and_local_clock_windows_and_what_comes_next_are_told()
    {
        var facts = (Fine with { Now = At("2026-03-10T23:40:00Z") }).With(settings => settings with
        {
            OperatingHours = new() { Tuesday = [Window("13:00", "18:00"), Window("09:00", "12:00")], Thursday = [Window("10:00", "11:00")] },
        });
        var verdict = Fails(facts, "operating_hours");
        Assert.Equal(
            "It is 19:40 on Tuesday in America/New_York; the campaign calls 09:00–12:00 and 13:00–18:00 on Tuesday. Its hours begin again at 10:00 on Thursday 2026-03-12.",
            verdict.Evidence);
        Assert.Equal(NextPass.AtInstant(At("2026-03-12T14:00:00Z")), verdict.NextPass);
        Assert.Contains("the campaign does not call on Wednesday", Fails(facts with { Now = At("2026-03-11T14:00:00Z") }, "operating_hours").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_is_open_at_its_start_and_closed_at_its_end()
    {
        Passes(Fine with { Now = At("2026-03-10T13:00:00Z") });
        Fails(Fine with { Now = At("2026-03-10T12:59:59.999Z") }, "operating_hours");
        Passes(Fine with { Now = At("2026-03-10T21:59:59.999Z") });
        Fails(Fine with { Now = At("2026-03-10T22:00:00Z") }, "operating_hours");
    }

    [Fact]
    public void A_holiday_is_one_on_the_lead_s_calendar()
    {
        var facts = Fine.With(settings => settings with { Holidays = ["2026-03-10", "2026-03-11"] });
        var verdict = Fails(facts, "operating_hours");
        Assert.Contains("2026-03-10 is a holiday of the campaign", verdict.Evidence, StringComparison.Ordinal);
        Assert.Equal(At("2026-03-12T13:00:00Z"), verdict.NextPass!.At);
    }

    [Fact]
    public void Hours_that_never_open_are_told_as_such()
    {
        var closed = Fails(Fine.With(settings => settings with { OperatingHours = new() }), "operating_hours");
        Assert.Equal((NextPass.Never, true), (closed.NextPass, closed.Evidence.EndsWith("Its hours never open.", StringComparison.Ordinal)));
        var step = Fine.With(settings => settings with { Sequence = [new() { Windows = [Window("20:00", "21:00")] }] }).Waiting(Lane.New);
        Assert.EndsWith("Its hours never open for attempt 1.", Fails(step, "operating_hours").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_windows_of_a_step_narrow_the_dialer_s_calls_of_that_attempt_only()
    {
        var facts = Fine.With(settings => settings with { Sequence = [new(), new() { Windows = [Window("17:00", "20:00")] }] }).Called(InteractionStatus.NoAnswer, At("2026-03-10T13:30:00Z"));
        Passes(facts);
        Passes(facts with { Source = CallSource.AutoDialer }); // not in the dialer
        var verdict = Fails(facts.Waiting(Lane.Retry), "operating_hours");
        Assert.Contains("the campaign calls 17:00–18:00 for attempt 2 on Tuesday", verdict.Evidence, StringComparison.Ordinal);
        Assert.Equal(At("2026-03-10T21:00:00Z"), verdict.NextPass!.At);
    }

    [Fact]
    public void Where_nobody_knows_the_zone_the_campaign_s_counts()
    {
        // an area code of no place, and a state that has none: the law does not let it be called; days are still counted somewhere
        var facts = Fine with { Phone = "+18005550142", Place = new CalledPlace() };
        Assert.Contains("in America/New_York", EligibilityRules.Judge(facts)[8].Evidence, StringComparison.Ordinal);
        Assert.Contains("in Pacific/Honolulu", EligibilityRules.Judge(facts.With(settings => settings with { Timezone = "Pacific/Honolulu" }))[8].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Excluded_statuses_hold_the_dialer_and_nobody_who_asks()
    {
        var facts = Fine with { Lead = Fine.Lead with { Status = LeadStatus.Delivered } };
        foreach (var source in Everybody)
        {
            if (source is CallSource.Manual or CallSource.Api)
            {
                Waives(facts with { Source = source }, "status_allowed");
            }
            else
            {
                Assert.Equal(NextPass.OnEvent, Fails(facts with { Source = source }, "status_allowed").NextPass);
            }
        }
    }

    [Fact]
    public void A_later_time_of_the_sequence_holds_the_dialer_and_nobody_who_asks()
    {
        var later = Moments.Start.AddHours(2);
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var facts = Fine.Waiting(lane, later);
            Assert.Equal(NextPass.AtInstant(later), Fails(facts, "due").NextPass);
            Passes(facts with { Now = later });
            Waives(facts with { Source = CallSource.Api }, "due");
            Waives(facts with { Source = CallSource.Manual }, "due");
        }

        Assert.Contains("not in the auto-dialer", EligibilityRules.Judge(Fine with { Source = CallSource.AutoDialer })[10].Evidence, StringComparison.Ordinal);
        Passes(Fine.Waiting(Lane.Retry, later) with { CampaignId = "ROOF" }); // another campaign has another sequence
    }

    /// <summary>It serves nobody, so it must not say of a test lead that it would.</summary>
    [Fact]
    public void The_dialer_of_a_campaign_that_rests_calls_no_test_leads_either()
    {
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var resting = Fine.Waiting(lane).WithCampaign(active: false) with { IsTest = true };
            Fails(resting, "campaign_active", "inactive");
            Waives(resting with { Source = CallSource.Api }, "campaign_active");
        }
    }

    [Fact]
    public void A_paused_or_inactive_dialer_makes_no_calls_of_its_own()
    {
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var facts = Fine.Waiting(lane);
            var paused = facts with { Campaign = facts.Campaign! with { DialerPaused = true } };
            Fails(paused, "campaign_active", "auto-dialer is paused");
            Fails(paused with { IsTest = true }, "campaign_active", "auto-dialer is paused");
            Passes(paused with { Source = CallSource.Api });
            Passes(paused with { Lead = Fine.Lead }); // not in the dialer
            var inactive = facts.With(settings => settings with { Active = false });
            if (lane is Lane.New or Lane.Retry)
            {
                Fails(inactive, "campaign_active", "switched off");
            }
            else
            {
                Passes(inactive);
            }

            Passes(inactive with { Source = CallSource.Manual });
        }
    }

    [Fact]
    public void The_gap_is_counted_from_the_end_of_the_number_s_last_call_whoever_made_it()
    {
        var facts = Fine.With(settings => settings with { MinGapMinutes = 60 }) with
        {
            Ledger = new Ledger { Calls = [new("int_8", "lead_9", Moments.Start.AddMinutes(-40), Moments.Start.AddMinutes(-20)), new("int_7", "lead_9", Moments.Start.AddMinutes(-90), Moments.Start.AddMinutes(-80))] },
        };
        foreach (var source in Everybody)
        {
            Assert.Equal(NextPass.AtInstant(Moments.Start.AddMinutes(40)), Fails(facts with { Source = source }, "min_gap").NextPass);
        }

        Passes(facts with { Now = Moments.Start.AddMinutes(40) });
        Passes(facts.With(settings => settings with { MinGapMinutes = 0 }));
    }

    [Fact]
    public void Attempts_are_counted_in_the_campaign_and_since_the_last_start()
    {
        var facts = Fine.With(settings => settings with { MaxAttempts = 2 }).Called(InteractionStatus.NoAnswer, Day(-3), Day(-2));
        Assert.Equal(("2 of 2 calls in this campaign are used.", NextPass.OnEvent), Fails(facts, "max_attempts") is var verdict ? (verdict.Evidence, verdict.NextPass) : default);
        Waives(facts with { Source = CallSource.Manual }, "max_attempts");
        Fails(facts.Waiting(Lane.Retry), "max_attempts");
        Passes(facts with { CampaignId = "ROOF" });
        Passes(facts with { Lead = facts.Lead with { Restarts = [new Restart("SOL", Day(-2).AddSeconds(1))] } });
        Passes(facts with { Lead = facts.Lead with { Restarts = [new Restart("SOL", Day(-2))] } });
        Fails(facts with { Lead = facts.Lead with { Restarts = [new Restart("SOL", Day(-3)), new Restart("ROOF", Day(-1))] } }, "max_attempts");
    }

    [Fact]
    public void Three_errors_in_a_row_hold_the_dialer()
    {
        var facts = Fine.Called(InteractionStatus.Error, Day(-4), Day(-3), Day(-2));
        Assert.Contains("last 3 calls in this campaign ended as errors", Fails(facts.Waiting(Lane.Retry), "max_attempts").Evidence, StringComparison.Ordinal);
        Passes(facts);
        Passes(facts.Called(InteractionStatus.Busy, Day(-1)).Waiting(Lane.Retry));
        Passes(Fine.Called(InteractionStatus.Error, Day(-4), Day(-3)).Waiting(Lane.Retry));
    }

    [Fact]
    public void Attempts_of_today_are_those_of_the_lead_s_own_day()
    {
        // 22:30 in New York on the 9th is the 10th in UTC
        var facts = Fine.With(settings => settings with { MaxAttemptsPerDay = 2 }).Called(InteractionStatus.NoAnswer, At("2026-03-10T02:30:00Z"), At("2026-03-10T04:00:00Z"));
        Passes(facts);
        var verdict = Fails(facts.Called(InteractionStatus.NoAnswer, At("2026-03-10T14:00:00Z")), "daily_attempts");
        Assert.Equal("2 of 2 calls of today (2026-03-10 in America/New_York) are used; the next may be made from 00:00 on Wednesday 2026-03-11 on.", verdict.Evidence);
        Assert.Equal(At("2026-03-11T04:00:00Z"), verdict.NextPass!.At);
    }

    [Fact]
    public void A_promised_callback_waives_hours_gap_and_attempts_once_its_time_has_come_and_nothing_else()
    {
        var promised = At("2026-03-14T22:30:00Z"); // Saturday, 18:30
        var facts = Fine.With(settings => settings with { MaxAttempts = 1, MaxAttemptsPerDay = 1, MinGapMinutes = 10_080 }).Called(InteractionStatus.ScheduledCallback, promised.AddHours(-5))
            .Waiting(Lane.Callback, promised) with { Now = promised };
        foreach (var rule in (string[])["operating_hours", "min_gap", "max_attempts", "daily_attempts"])
        {
            Waives(facts, rule);
        }

        Assert.Equal(["operating_hours", "min_gap", "daily_attempts"], Failing(facts with { Source = CallSource.Manual }));
        Assert.Equal(["operating_hours", "min_gap", "max_attempts", "daily_attempts"], Failing(facts with { Source = CallSource.Api }));
        Assert.Equal(["legal_hours"], Failing(facts with { Now = promised.AddHours(3) }));
        Assert.Equal(["status_allowed"], Failing(facts with { Lead = facts.Lead with { Status = LeadStatus.Signed } }));
        Assert.Equal(["number_cap"], Failing(facts with { Organization = new Organization { NumberCap = new NumberCap { Calls = 1, Hours = 6 } } }));
    }

    [Fact]
    public void Before_its_time_a_callback_waits_for_that_time_and_for_no_more()
    {
        var promised = At("2026-03-14T22:30:00Z");
        var facts = Fine.With(settings => settings with { MaxAttempts = 1 }).Called(InteractionStatus.ScheduledCallback, Moments.Start.AddHours(-1)).Waiting(Lane.Callback, promised) with { Now = At("2026-03-14T15:00:00Z") };
        Assert.Equal(["operating_hours", "due", "max_attempts"], Failing(facts));
        Assert.All(EligibilityRules.Judge(facts).Where(verdict => !verdict.Passed), verdict => Assert.Equal(NextPass.AtInstant(promised), verdict.NextPass));
        Assert.Equal(promised, EligibilityRules.NextCallTime(facts, EligibilityRules.Judge(facts)));
    }

    [Fact]
    public void The_law_s_and_the_organization_s_cap_on_a_number_both_count()
    {
        DateTimeOffset[] dialled = [Moments.Start.AddHours(-23), Moments.Start.AddHours(-5), Moments.Start.AddHours(-4)];
        var florida = (Fine with { Phone = "+13055550142", Place = new CalledPlace { State = "FL" } }).With(settings => settings with { MaxAttempts = 50, MaxAttemptsPerDay = 20 }).Called(InteractionStatus.NoAnswer, dialled);
        var verdict = Fails(florida, "number_cap");
        Assert.Contains("3 in 24 hours (Fla. Stat.", verdict.Evidence, StringComparison.Ordinal);
        Assert.Equal(Moments.Start.AddHours(1), verdict.NextPass!.At);
        Passes(florida with { Now = Moments.Start.AddHours(1) });

        var capped = florida with { Phone = Fine.Phone, Place = Fine.Place, Organization = new Organization { NumberCap = new NumberCap { Calls = 2, Hours = 6 } } };
        Assert.Equal(Moments.Start.AddHours(1), Fails(capped, "number_cap").NextPass!.At);
        Passes(capped with { Now = Moments.Start.AddHours(1) });
        var both = florida with { Organization = new Organization { NumberCap = new NumberCap { Calls = 1, Hours = 6 } } };
        Assert.Equal(Moments.Start.AddHours(2), Fails(both, "number_cap").NextPass!.At);
    }

    [Fact]
    public void The_last_attempt_is_the_one_that_uses_up_the_sequence_without_anybody_having_spoken()
    {
        var facts = Fine.With(settings => settings with { MaxAttempts = 2 }).Called(InteractionStatus.NoAnswer, Day(-1)).Waiting(Lane.Retry);
        Assert.True(facts.IsLast);
        Assert.False(facts.With(settings => settings with { MaxAttempts = 3 }).IsLast);
        Assert.False((facts with { CampaignId = "ROOF" }).IsLast);
        Assert.False((facts with { Lead = facts.Lead with { Place = null } }).IsLast);
        Assert.False((facts with { Lead = facts.Lead with { Attempts = [facts.Lead.Attempts[0] with { SpokenTo = true }] } }).IsLast);
        Assert.True((facts with { Source = CallSource.Manual }).Called(InteractionStatus.Busy, Day(-1)).IsLast);
    }

    private static DateTimeOffset Day(int days) => Moments.Start.AddDays(days);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static HourWindow Window(string start, string end) => new() { Start = start, End = end };

    private static string[] Failing(CallFacts facts) => [.. EligibilityRules.Judge(facts).Where(verdict => !verdict.Passed).Select(verdict => verdict.Rule)];

    private static void Passes(CallFacts facts) => Assert.Equal([], Failing(facts));

    private static void Waives(CallFacts facts, string rule)
    {
        Passes(facts);
        Assert.True(EligibilityRules.Judge(facts).Single(verdict => verdict.Rule == rule).IsWaived, rule);
    }

    /// <summary>Only this rule fails, and says so.</summary>
    private static RuleVerdict Fails(CallFacts facts, string rule, string evidence = "")
    {
        Assert.Equal([rule], Failing(facts));
        var verdict = EligibilityRules.Judge(facts).Single(verdict => !verdict.Passed);
        Assert.Contains(evidence, verdict.Evidence, StringComparison.Ordinal);
        return verdict;
    }
}
