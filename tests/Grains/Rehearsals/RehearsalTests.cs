using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Eligibility;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Places;

namespace LeadSail.Rehearsals;

/// <summary>What a rehearsal says of small campaigns in New York and Los Angeles, from a Tuesday at 11:00 in New York on.</summary>
public sealed class RehearsalTests
{
    private static readonly AnswerRates Nobody = new() { ByHour = [.. Enumerable.Repeat(0d, 24)], Missed = new() { NoAnswer = 1, Voicemail = 0, Busy = 0, Error = 0 } };
    private static readonly ReachedShares NoShares = new() { Completed = 0, Incomplete = 0, Qualified = 0, Disqualified = 0, FollowUp = 0, ScheduledCallback = 0, Dnc = 0 };
    private static readonly AutoDialerSettings Active = new() { Active = true };

    [Fact]
    public async Task The_same_plan_gives_the_same_report_and_another_seed_another_one()
    {
        var (one, same, other) = (await Run(Plan(50)), await Run(Plan(50)), await Run(Plan(50, seed: 2)));
        Assert.Equal(one.Calls.AsEnumerable(), same.Calls);
        Assert.Equal(one.Hours.Select(Told), same.Hours.Select(Told));
        Assert.NotEqual(one.Calls.AsEnumerable(), other.Calls);
    }

    [Fact]
    public async Task Whom_nobody_answers_is_called_as_often_as_is_set_by_the_sequence_and_within_hours()
    {
        var report = await Run(Plan(10, Nobody));
        Assert.Equal((60, 10, 0, 0), (report.Calls.Length, report.Leads, report.Reached, report.Waiting));
        Assert.All(report.Calls.GroupBy(call => call.LeadId), calls =>
        {
            Assert.Equal([.. Enumerable.Repeat(InteractionStatus.NoAnswer, 5), InteractionStatus.NoContact], calls.Select(call => call.Status));
            var zone = ZoneRules.LocalZone(new CalledPlace(), calls.First().Phone)!;
            Assert.All(calls, call => Assert.InRange(Hours.LocalDay.TellClock(call.DialledAt, zone), "09:00", "18:00"));
            Assert.True(calls.ElementAt(1).DialledAt - calls.First().EndedAt >= TimeSpan.FromMinutes(120));
            Assert.True(calls.ElementAt(2).DialledAt - calls.ElementAt(1).EndedAt >= TimeSpan.FromMinutes(1440));
        });
        Assert.Equal(report.Calls.Max(call => call.EndedAt), report.FinishedAt);
        Assert.Equal((0, 0d), (report.Violations, report.TalkMinutes));
        Assert.Null(report.Spend);
    }

    [Fact]
    public async Task Hours_add_up_to_the_calls()
    {
        var report = await Run(Plan(200, settings: Active with { MaxConcurrentCalls = 3 }));
        Assert.Equal(14 * 24, report.Hours.Length);
        Assert.Equal(report.Calls.Length, report.Hours.Sum(hour => hour.Attempts));
        Assert.Equal(report.Calls.Count(call => call.SpokenTo), report.Hours.Sum(hour => hour.Connects));
        Assert.All(report.Hours, hour => Assert.Equal(hour.Attempts, hour.Outcomes.Values.Sum()));
        Assert.Equal(report.Calls.CountBy(call => call.DialledAt.Date.AddHours(call.DialledAt.Hour)).Order(Comparer<KeyValuePair<DateTime, int>>.Create((a, b) => a.Key.CompareTo(b.Key))).Select(hour => hour.Value),
            report.Hours.Where(hour => hour.Attempts > 0).Select(hour => hour.Attempts));
        Assert.Equal(3, report.Hours.Max(hour => hour.InFlight));
        Assert.Equal(3, report.Calls.Max(call => report.Calls.Count(other => other.DialledAt <= call.DialledAt && other.EndedAt > call.DialledAt)));
    }

    [Fact]
    public async Task It_dials_at_the_pace_of_the_campaign_and_of_the_line()
    {
        foreach (var plan in new[] { Plan(40, Nobody, Active with { CallsPerMinute = 4, MaxConcurrentCalls = 100 }), Plan(40, Nobody, Active with { MaxConcurrentCalls = 100, CallsPerMinute = 600 }, line: new() { MaxConcurrentCalls = 100, CallsPerSecond = 4 / 60d }) })
        {
            var firsts = (await Run(plan)).Calls.Take(20).ToArray();
            Assert.All(firsts.Zip(firsts.Skip(1)), pair => Assert.InRange(pair.Second.DialledAt - pair.First.DialledAt, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(16)));
        }
    }

    [Fact]
    public async Task A_callback_is_made_when_it_was_promised()
    {
        var all = new AnswerRates { ByHour = [.. Enumerable.Repeat(100d, 24)], ByAttempt = [1, 0], Reached = NoShares with { ScheduledCallback = 1 }, Missed = Nobody.Missed };
        var report = await Run(Plan(1, all));
        Assert.Equal([InteractionStatus.ScheduledCallback, InteractionStatus.NoAnswer], report.Calls.Take(2).Select(call => call.Status));
        var promised = new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.FromHours(-4));
        Assert.InRange(report.Calls[1].DialledAt, promised, promised.AddSeconds(1));
        Assert.Equal(1, report.Reached);
    }

    [Fact]
    public async Task A_number_is_called_for_one_lead_at_a_time_and_no_more_once_one_asked_for_that()
    {
        var all = new AnswerRates { ByHour = [.. Enumerable.Repeat(100d, 24)], Reached = NoShares with { Dnc = 1 } };
        var plan = Plan(2, all);
        plan = plan with { Leads = [plan.Leads[0], plan.Leads[1] with { State = plan.Leads[1].State with { Data = plan.Leads[0].State.Data } }] };
        var report = await Run(plan);
        Assert.Equal(InteractionStatus.Dnc, Assert.Single(report.Calls).Status);
        Assert.Equal([new("not_dnc", 1)], report.NeverCallable);
        Assert.Equal(0, report.Violations);
    }

    [Fact]
    public async Task Leads_that_no_waiting_makes_callable_are_told_by_rule()
    {
        var plan = Plan(6, Nobody);
        RehearsedLead With(int i, Func<LeadState, LeadState> change) => plan.Leads[i] with { State = change(plan.Leads[i].State) };
        plan = plan with
        {
            Leads =
            [
                With(0, lead => lead with { Data = lead.Data with { Phone = "none" }, Place = null }),
                With(1, lead => lead with { Dnc = new LeadDnc("asked", "key_1", Moments.Start), Place = null }),
                With(2, lead => lead with { Status = LeadStatus.Signed }),
                With(3, lead => lead with { Data = lead.Data with { Phone = "+8835100012345", Address = null, Country = null, Timezone = null } }),
                plan.Leads[4], plan.Leads[5],
            ],
        };
        var report = await Run(plan);
        Assert.Equal([new("legal_hours", 1), new("not_dnc", 1), new("phone_valid", 1), new("status_allowed", 1)], report.NeverCallable);
        Assert.Equal(2, report.Calls.Select(call => call.LeadId).Distinct().Count());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_dialer_that_is_off_or_paused_calls_nobody(bool active, bool paused)
    {
        var plan = Plan(5, Nobody, Active with { Active = active });
        var report = await Run(plan with { Campaign = plan.Campaign with { DialerPaused = paused } });
        Assert.Empty(report.Calls);
        Assert.Equal([new("campaign_active", 5)], report.NeverCallable);
        Assert.Null(report.FinishedAt);
        Assert.Equal(0, report.Waiting);
    }

    [Fact]
    public async Task New_leads_enter_the_dialer_and_those_whose_sequence_is_over_do_not()
    {
        var plan = Plan(3, Nobody);
        var called = LeadExamples.Called(InteractionStatus.Qualified).State;
        plan = plan with { Leads = [.. plan.Leads.Select(lead => lead with { State = lead.State with { Place = null } }), new RehearsedLead("lead_9", called)] };
        Assert.Equal(["lead_000", "lead_001", "lead_002"], (await Run(plan)).Calls.Select(call => call.LeadId).Distinct().Order());
        Assert.Empty((await Run(plan with { EntersNew = false })).Calls);
    }

    [Fact]
    public async Task A_call_that_runs_at_the_beginning_is_awaited()
    {
        var plan = Plan(1, Nobody);
        var (lead, phone) = (plan.Leads[0], plan.Leads[0].State.Data.Phone!);
        plan = plan with
        {
            Leads = [lead with { State = lead.State with { ActiveInteractionId = "int_before" } }],
            Numbers = plan.Numbers.Add(phone, new NumberState { Ledger = new Ledger { Running = new RunningCall("int_before", lead.LeadId, CallDirection.Outbound, plan.From, plan.From) } }),
        };
        var report = await Run(plan);
        Assert.Equal(5, report.Calls.Length);
        Assert.True(report.Calls[0].DialledAt > plan.From.AddMinutes(120));
    }

    [Fact]
    public async Task Minutes_of_conversation_have_their_price()
    {
        var all = new AnswerRates { ByHour = [.. Enumerable.Repeat(100d, 24)], Reached = NoShares with { Completed = 1 }, TalkSeconds = 120 };
        var report = await Run(Plan(30, all) with { PricePerMinute = 0.5m });
        Assert.Equal((30, 30), (report.Calls.Length, report.Reached));
        Assert.InRange(report.TalkMinutes, 45, 75);
        Assert.InRange((double)report.Spend!.Value, (report.TalkMinutes / 2) - 0.1, (report.TalkMinutes / 2) + 0.1);
    }

    [Fact]
    public void Answers_follow_the_rates_of_the_hour_and_the_attempt()
    {
        var rates = new AnswerRates { ByHour = [.. Enumerable.Range(0, 24).Select(hour => hour == 11 ? 40d : 0)], ByAttempt = [1, 0.5] };
        double Share(int hour, int attempt) => Enumerable.Range(0, 4000).Count(i => new RehearsedAnswers(rates, 5).To(
            CallExamples.Wanted with { Phone = $"+1212555{i:0000}", Attempt = attempt, Zone = "America/New_York" }, Moments.Start.AddHours(hour - 11)).Outcome.SpokenTo) / 4000d;

        Assert.InRange(Share(11, 1), 0.37, 0.43);
        Assert.InRange(Share(11, 2), 0.17, 0.23);
        Assert.InRange(Share(11, 7), 0.17, 0.23);
        Assert.Equal(0, Share(12, 1));
    }

    [Fact]
    public void Rates_that_cannot_be_are_told()
    {
        var rates = new AnswerRates { ByHour = [.. Enumerable.Repeat(101d, 1), .. Enumerable.Repeat(0d, 23)], ByAttempt = [-1], Reached = NoShares };
        Assert.Equal(
            ["answerRates.byHour[0]: must be from 0 to 100", "answerRates.byAttempt[0]: must be from 0 to 10", "answerRates.reached: must give at least one outcome a share"], rates.Faults("answerRates"));
    }

    [Fact]
    public async Task It_can_be_ended_and_tells_how_far_it_is()
    {
        var told = new List<double>();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Rehearsal.RunAsync(Plan(200), new PlannerWorld(), TimeProvider.System, done =>
        {
            told.Add(done);
            return told.Count < 20 ? ValueTask.CompletedTask : throw new OperationCanceledException();
        }));
        Assert.Equal(told.Order(), told);
        Assert.All(told, done => Assert.InRange(done, 0, 1));
    }

    private static string Told(RehearsedHour hour) => $"{hour.At:O} {hour.Attempts} {hour.Connects} {hour.InFlight} {string.Join(' ', hour.Outcomes)}";

    private static Task<RehearsalReport> Run(RehearsalPlan plan) => Rehearsal.RunAsync(plan, new PlannerWorld(), TimeProvider.System, _ => ValueTask.CompletedTask);

    private static RehearsalPlan Plan(int leads, AnswerRates? rates = null, AutoDialerSettings? settings = null, LineLimits? line = null, int seed = 1)
    {
        var campaign = new CampaignState { Version = 1, Settings = new PlannerWorld().Campaign with { AutoDialer = settings ?? Active } };
        RehearsedLead Lead(int i)
        {
            var given = LeadExamples.Given with { Phone = $"+1{(i % 2 == 0 ? "212" : "310")}555{1000 + i}", Address = null, Timezone = null };
            return new RehearsedLead($"lead_{i:000}", NewLead(new Submit($"sub_{i}", "SOL", given, LeadStatus.New, "key_1"), campaign));
        }

        return new RehearsalPlan
        {
            OrganizationId = "org", CampaignId = "SOL", Campaign = campaign, Organization = new Organization { Name = "Solar" },
            Line = line ?? new LineLimits { Provider = "elevenlabs", MaxConcurrentCalls = 100, CallsPerSecond = 10 }, Leads = [.. Enumerable.Range(0, leads).Select(Lead)],
            From = Moments.Start, Until = Moments.Start.AddDays(14), Answers = new RehearsedAnswers(rates ?? new AnswerRates(), seed),
        };
    }

    private static LeadState NewLead(Submit submit, CampaignState campaign) =>
        Storage.NewLead.Of("lead", campaign, Moments.Start, submit, new EnterDialer { Actor = "key_1" }).Lead!.State;
}
