using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.Organizations;
using LeadSail.Prompts;

namespace LeadSail.Eligibility;

/// <summary>Which agent, which number, which words.</summary>
public sealed class CallPlannerTests
{
    private readonly PlannerWorld world = new();

    [Fact]
    public async Task A_call_has_all_that_it_needs_fixed()
    {
        world.Campaign = world.Campaign with { ClientId = "client_1", OfferId = "offer_1" };
        var call = await world.Call();

        Assert.Equal(("int_1", "lead_1", "SOL", "client_1", "offer_1"), (call.InteractionId, call.LeadId, call.CampaignId, call.ClientId, call.OfferId));
        Assert.Equal(("agent_1", "elevenlabs", "el_ava"), (call.AgentId, call.Provider, call.ProviderAgentId));
        Assert.Equal(("num_campaign", "+13055550100", "phnum100", "sip_trunk"), (call.PhoneNumberId, call.FromNumber, call.ProviderPhoneNumberId, call.Transport));
        Assert.Equal(("+12125550142", "Call Zoë from Ava.", "Hi Zoë!"), (call.Phone, call.Prompt, call.FirstMessage));
        Assert.Equal((600, 30, Moments.Seconds(300), "America/New_York"), (call.MaxDurationSeconds, call.PollSeconds, call.StartBy, call.Zone));
        Assert.Equal((CallSource.Api, CallDirection.Outbound, false, 1, "key_1"), (call.Source, call.Direction, call.IsTest, call.Attempt, call.Actor));
        Assert.Equal(("NY", "10001", "America/New_York", "user_input"), (call.Place.State, call.Place.Zip, call.Place.Timezone, call.Place.TimezoneSource));
    }

    [Fact]
    public async Task The_number_to_call_from_is_the_call_s_else_the_campaign_s_else_the_agent_s()
    {
        Assert.Equal("num_call", (await world.Call(new InitiateCall { PhoneNumberId = "num_call" })).PhoneNumberId);
        Assert.Equal("num_campaign", (await world.Call()).PhoneNumberId);

        world.Voice = world.Voice with { PhoneNumberId = null };
        Assert.Equal("num_agent", (await world.Call()).PhoneNumberId);

        world.Put("agent_1", new VoiceAgents.VoiceAgent { Name = "Ava", ProviderAgentId = "el_ava" });
        Assert.Equal(Codes.MissingPhoneNumber, (await world.Plan()).Refusal?.Code);
    }

    [Fact]
    public async Task A_lead_flagged_as_test_hears_the_test_agent_and_without_one_the_voice_agent()
    {
        world.Lead = world.Lead with { Data = world.Lead.Data with { IsTest = true } };
        Assert.Equal(("agent_1", true), ((await world.Call()).AgentId, (await world.Call()).IsTest));

        world.Voice = world.Voice with { TestAgentId = "agent_test" };
        Assert.Equal("agent_test", (await world.Call()).AgentId);
    }

    [Fact]
    public async Task A_test_call_to_another_lead_is_marked_but_spoken_by_the_voice_agent()
    {
        world.Voice = world.Voice with { TestAgentId = "agent_test" };
        var call = await world.Call(new InitiateCall { IsTest = true });
        Assert.Equal(("agent_1", true), (call.AgentId, call.IsTest));
    }

    [Fact]
    public async Task A_test_calls_for_an_inactive_campaign_and_nobody_else_does()
    {
        world.Campaign = world.Campaign with { Active = false };
        Assert.Equal(Codes.CampaignInactive, (await world.Plan()).Refusal?.Code);
        Assert.True((await world.Call(new InitiateCall { IsTest = true })).IsTest);
    }

    [Fact]
    public async Task Instructions_are_appended_as_plain_text_and_never_read_as_Liquid()
    {
        const string text = "Say {{ lead.nosuch }} {% if %} & \"{{first_name}}\".";
        var call = await world.Call(new InitiateCall { AdditionalInstructions = text });
        Assert.Equal($"Call Zoë from Ava.\n\n{text}", call.Prompt);
        Assert.Equal(text, System.Text.Json.JsonSerializer.Deserialize<string>(call.Variables.Single(variable => variable.Name == "additional_instructions").Value.Value));
        Assert.Equal("Call Zoë from Ava.", (await world.Call(new InitiateCall { AdditionalInstructions = "" })).Prompt);
    }

    [Fact]
    public async Task Without_a_template_the_agent_has_its_own_prompt()
    {
        world.Voice = world.Voice with { PromptTemplateId = null };
        var call = await world.Call();
        Assert.Equal(("", null), (call.Prompt, call.FirstMessage));
    }

    [Fact]
    public async Task A_template_that_is_gone_is_a_prompt_that_cannot_be_filled()
    {
        world.Voice = world.Voice with { PromptTemplateId = "tmpl_9" };
        var refusal = (await world.Plan()).Refusal!;
        Assert.Equal((Codes.PromptInvalid, "prompt_renders: There is no prompt template tmpl_9."), (refusal.Code, Assert.Single(refusal.Details)));
    }

    [Theory]
    [InlineData("Hello\n  {{ lead.shoeSize }}", null, "prompt_renders: line 2, column 6: ")]
    [InlineData("{% if %}", null, "prompt_renders: line 1, column ")]
    [InlineData("Hello", "Hi {{ nosuch }}", "prompt_renders: line 1, column 7: first message: ")]
    public async Task A_prompt_that_cannot_be_filled_is_told_with_line_and_column(string body, string? firstMessage, string expected)
    {
        world.Put("tmpl_1", new PromptTemplate { Body = body, FirstMessage = firstMessage });
        var plan = await world.Plan();
        Assert.Equal(Codes.PromptInvalid, plan.Refusal?.Code);
        Assert.StartsWith(expected, Assert.Single(plan.Refusal!.Details), StringComparison.Ordinal);
        Assert.Null(plan.Call);
    }

    [Fact]
    public async Task Ids_that_do_not_exist_are_not_found()
    {
        foreach (var wish in (InitiateCall[])[new() { CampaignId = "NOPE" }, new() { PhoneNumberId = "num_9" }])
        {
            var plan = await world.Plan(wish);
            Assert.Equal((Codes.NotFound, null, 0), (plan.Refusal?.Code, plan.Call, plan.Verdicts.Length));
        }
    }

    [Fact]
    public async Task Another_campaign_speaks_with_its_own_voice_and_counts_its_own_attempts()
    {
        world.PutCampaign("ROOF", new CampaignSettings { Name = "Roof", Voice = new CampaignVoice { AgentId = "agent_test" } });
        world.Lead = LeadExamples.Called().State;
        var call = await world.Call(new InitiateCall { CampaignId = "ROOF" });
        Assert.Equal(("ROOF", "agent_test", "num_agent", 1), (call.CampaignId, call.AgentId, call.PhoneNumberId, call.Attempt));
        Assert.Equal(2, (await world.Call()).Attempt);
    }

    [Theory]
    [InlineData("(212) 555-0199", "+12125550199")]
    [InlineData("+49 30 90182000", null)] // night in Berlin? no: 16:00 there; allowed, but New York's address counts as well
    public async Task Another_phone_of_the_lead_is_read_and_called(string phone, string? expected)
    {
        var call = await world.Call(new InitiateCall { Phone = phone });
        Assert.Equal(expected ?? "+493090182000", call.Phone);
    }

    [Fact]
    public async Task A_phone_that_is_none_is_refused_with_every_verdict()
    {
        var plan = await world.Plan(new InitiateCall { Phone = "12" });
        Assert.Equal((Codes.InvalidPhone, 16), (plan.Refusal?.Code, plan.Verdicts.Length));
        Assert.Equal((plan.Refusal, "", plan.Verdicts), (plan.Reply(plan.Refusal).Refusal, plan.Reply(plan.Refusal).InteractionId, plan.Reply(plan.Refusal).Verdicts));
    }

    [Fact]
    public async Task The_dialer_s_calls_wait_a_minute_for_their_slot_and_all_others_five()
    {
        Assert.Equal(Moments.Seconds(60), (await world.Call(new InitiateCall { Source = CallSource.AutoDialer })).StartBy);
        foreach (var source in (CallSource[])[CallSource.Manual, CallSource.Api, CallSource.FirstSubmission])
        {
            Assert.Equal(Moments.Seconds(300), (await world.Call(new InitiateCall { Source = source })).StartBy);
        }
    }

    [Fact]
    public async Task The_last_attempt_of_the_sequence_is_told_so_and_attempts_before_a_new_start_are_not_counted()
    {
        world.Campaign = world.Campaign with { AutoDialer = new AutoDialerSettings { Active = true, MaxAttempts = 2 } };
        world.Lead = LeadExamples.Called().State with { Place = new DialerPlace(Lane.Retry, Moments.Start, Moments.Start) };
        Assert.Equal((2, true), await world.Call() is var last ? (last.Attempt, last.IsLast) : default);

        world.Lead = world.Lead with { Restarts = [new Restart("SOL", Moments.Seconds(1_000))] };
        Assert.Equal((1, false), await world.Call() is var first ? (first.Attempt, first.IsLast) : default);
    }

    [Fact]
    public async Task What_the_organization_asks_is_read_past_the_cache()
    {
        world.Put("org", new Organization { DialingPaused = true });
        Assert.Equal(("CAMPAIGN_INACTIVE", null), await world.Plan() is var plan ? (plan.Refusal?.Code, plan.NextCallTime) : default);
        Assert.Contains(typeof(Organization), world.ReadFresh);
    }

    [Fact]
    public async Task The_first_instant_at_which_it_may_be_called_is_told_and_is_now_where_it_may()
    {
        Assert.Equal(Moments.Start, (await world.Plan()).NextCallTime);
        world.Campaign = world.Campaign with { AutoDialer = new AutoDialerSettings { OperatingHours = new() { Thursday = [new() { Start = "10:00", End = "11:00" }] } } };
        var plan = await world.Plan();
        Assert.Equal((new DateTimeOffset(2026, 3, 12, 14, 0, 0, TimeSpan.Zero), plan.NextCallTime), (plan.NextCallTime, plan.Refusal?.NextCallTime));
    }

    [Fact]
    public async Task The_number_s_ledger_is_asked()
    {
        world.Ledger = new Ledger { Running = new RunningCall("int_7", "lead_2", CallDirection.Outbound, Moments.Start, null) };
        Assert.Equal((Codes.CallInProgress, "int_7"), ((await world.Plan()).Refusal?.Code, (await world.Plan()).Refusal?.InteractionId));
    }
}
