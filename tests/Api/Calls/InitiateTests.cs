using LeadSail.Hosting;

namespace LeadSail.Calls;

[Collection(nameof(FastHost))]
public sealed class InitiateTests(FastHost host)
{
    [Fact]
    public async Task A_call_is_accepted_with_its_interaction()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var answer = await host.Api.Post("voice/calls/initiate", new { leadId, direction = "outbound" });
        var call = answer.Gives(202);
        Assert.StartsWith("int_", call.Text("interactionId"), StringComparison.Ordinal);
        Assert.Equal((leadId, scene.CampaignId, scene.AgentId, "in_progress"), (call.Text("leadId"), call.Text("campaignId"), call.Text("agentId"), call.Text("status")));
        Assert.Equal(5, call.EnumerateObject().Count());
        Assert.Equal($"/api/v1/interactions/{call.Text("interactionId")}", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_call_s_own_phone_number_campaign_and_instructions_come_before_the_lead_s()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api, prompt: "You call {{ first_name }}."));
        var numberId = await Scene.NewNumber(host.Api, "sip_trunk");
        var phone = Scene.Phone("10");
        var leadId = await scene.Lead(Scene.Phone("05"));
        var call = (await host.Api.Post("voice/calls/initiate", new
        {
            leadId, phone, campaignId = other.CampaignId, phoneNumberId = numberId, additionalInstructions = "Ask for {{ nothing }}.", isTest = true,
        })).Gives(202);
        Assert.Equal((other.CampaignId, other.AgentId), (call.Text("campaignId"), call.Text("agentId")));
        var final = await scene.Final(call.Text("interactionId")!);
        Assert.Equal(("qualified", phone, numberId), (final.Text("status"), final.Text("phone"), final.Text("telephony.phoneNumberId")));
        Assert.True(final.At("isTest").GetBoolean());
        Assert.Equal("sip_trunk", Assert.Single(await host.Api.Dials(phone)).Text("transport"));
    }

    [Fact]
    public async Task An_inbound_call_cannot_be_dialled()
    {
        var scene = await Scene.Set(host.Api);
        var error = (await host.Api.Post("voice/calls/initiate", new { leadId = await scene.Lead(Scene.Phone("01")), direction = "inbound" })).Refuses(422, "DIRECTION_NOT_DIALABLE");
        Assert.Null(error.Text("nextCallTime"));
    }

    [Theory]
    [InlineData("12")]
    [InlineData("call me")]
    [InlineData("+1 911 555 0101")]
    [InlineData("+999 55501234")]
    [InlineData("+1212555010123456789")]
    public async Task A_phone_that_is_none_is_refused(string phone)
    {
        var scene = await Scene.Set(host.Api);
        await Refused(scene, new { leadId = await scene.Lead(Scene.Phone("01")), phone }, "INVALID_PHONE", "phone_valid", "legal_hours");
    }

    [Fact]
    public async Task Ids_that_nobody_has_are_not_found()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Post("voice/calls/initiate", new { leadId = "lead_nobody" })).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("voice/calls/initiate", new { leadId = "../" + leadId })).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("voice/calls/initiate", new { leadId, campaignId = "NOPE" })).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("voice/calls/initiate", new { leadId, phoneNumberId = "num_nothing" })).Refuses(404, "NOT_FOUND");
        Assert.Equal(0, (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").GetArrayLength());
    }

    [Fact]
    public async Task What_is_wrong_with_the_body_is_told() =>
        (await host.Api.Send(HttpMethod.Post, "voice/calls/initiate", $$"""{ "phone": "", "isTest": 1, "additionalInstructions": "{{new string('x', 4001)}}", "lead": "x" }""")).FindsFault(
            "phone: must not be empty",
            "isTest: must be true or false",
            "additionalInstructions: must have at most 4000 characters",
            "lead: unknown field",
            "leadId: is required");

    [Fact]
    public async Task An_inactive_campaign_calls_for_a_test_only()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { active = false })).Gives(200);
        await Refused(scene, new { leadId }, "CAMPAIGN_INACTIVE", "campaign_active");
        Assert.Equal("completed", (await scene.Final((await host.Api.Post("voice/calls/initiate", new { leadId, isTest = true })).Gives(202).Text("interactionId")!)).Text("status"));
    }

    [Fact]
    public async Task An_archived_campaign_does_not_call()
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { archived = true })).Gives(200);
        await Refused(scene, new { leadId = await scene.Lead(Scene.Phone("01")) }, "CAMPAIGN_INACTIVE", "campaign_active");
    }

    [Fact]
    public async Task Without_a_voice_agent_nobody_speaks()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"voice-agents/{scene.AgentId}", new { active = false })).Gives(200);
        await Refused(scene, new { leadId }, "MISSING_VOICE_AGENT", "agent_set");
        (await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", "{\"voice\":{\"agentId\":null}}")).Gives(200);
        await Refused(scene, new { leadId, phoneNumberId = scene.NumberId }, "MISSING_VOICE_AGENT", "agent_set");
    }

    [Fact]
    public async Task Without_a_number_to_call_from_there_is_no_call()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"phone-numbers/{scene.NumberId}", new { active = false })).Gives(200);
        await Refused(scene, new { leadId }, "MISSING_PHONE_NUMBER", "number_set");
        (await host.Api.Send(HttpMethod.Patch, $"voice-agents/{scene.AgentId}", "{\"phoneNumberId\":null}")).Gives(200);
        await Refused(scene, new { leadId }, "MISSING_PHONE_NUMBER", "number_set");
    }

    [Fact]
    public async Task A_prompt_that_needs_what_is_not_there_is_refused_with_its_place()
    {
        var scene = await Scene.Set(host.Api, prompt: "Hello {{ first_name }},\nyou like {{ lead.colour }}.");
        var error = await Refused(scene, new { leadId = await scene.Lead(Scene.Phone("01")) }, "PROMPT_INVALID", "prompt_renders");
        Assert.Contains("line 2, column ", error, StringComparison.Ordinal);
        Assert.Contains("colour", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_would_never_end_is_refused_with_its_place()
    {
        var scene = await Scene.Set(host.Api, prompt: "{% for i in (1..1000000) %}{% for j in (1..1000000) %}{{ i }}{% endfor %}{% endfor %}");
        var error = await Refused(scene, new { leadId = await scene.Lead(Scene.Phone("01")) }, "PROMPT_INVALID", "prompt_renders");
        Assert.Contains("line 1, column ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_night_the_refusal_says_when_the_day_begins()
    {
        var scene = await Scene.Set(host.Api);
        var answer = await host.Api.Post("voice/calls/initiate", new { leadId = await scene.Lead("+16715550101") }); // Guam, where it is three in the morning
        var error = answer.Refuses(422, "OUTSIDE_LEGAL_HOURS");
        Assert.Equal("2026-11-18T23:00:00.000Z", error.Text("nextCallTime")); // 09:00 there, when the campaign begins
        Assert.Equal(["legal_hours", "operating_hours"], answer.Details.Select(RuleOf));
    }

    [Fact]
    public async Task A_number_that_may_be_anywhere_is_not_called()
    {
        var scene = await Scene.Set(host.Api);
        Assert.Contains("ZONE_UNKNOWN", await Refused(scene, new { leadId = await scene.Lead("+18005550101") }, "OUTSIDE_LEGAL_HOURS", "legal_hours"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_not_to_be_called_is_not_called_by_any_campaign()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var phone = Scene.Phone("13");
        var leadId = await scene.Lead(phone);
        Assert.Equal("dnc", (await scene.Over(await scene.Call(leadId))).Lead.Text("status"));
        await Refused(scene, new { leadId }, "LEAD_DNC", "not_dnc");
        await Refused(other, new { leadId = await other.Lead(phone) }, "LEAD_DNC", "not_dnc");
        Assert.Single(await host.Api.Dials(phone));
    }

    [Fact]
    public async Task Every_failing_rule_is_told_and_the_first_gives_the_code()
    {
        var campaignId = (await host.Api.Post("campaigns", new { name = "Empty", active = false })).Gives(201).Text("campaignId");
        var leadId = (await host.Api.Post("leads", new { campaignId, firstName = "A", lastName = "B", email = "a@b.c", phone = "+18005550102" })).Gives(201).Text("leadId");
        var answer = await host.Api.Post("voice/calls/initiate", new { leadId });
        Assert.Null(answer.Refuses(422, "CAMPAIGN_INACTIVE").Text("nextCallTime"));
        Assert.Equal(["campaign_active", "agent_set", "number_set", "legal_hours"], answer.Details.Select(RuleOf));
    }

    [Fact]
    public async Task The_rules_that_count_calls_and_consent_give_their_codes()
    {
        var scene = await Scene.Set(await host.NewOrganization());
        var leadId = await scene.Lead(Scene.Phone("01"));
        await scene.Over(await scene.Call(leadId));
        foreach (var (campaign, organization, code) in new (object, object, string)[]
        {
            (new { autoDialer = new { maxAttempts = 1 } }, new { }, "MAX_ATTEMPTS_REACHED"),
            (new { autoDialer = new { maxAttempts = 6, maxAttemptsPerDay = 1 } }, new { }, "DAILY_ATTEMPTS_REACHED"),
            (new { autoDialer = new { maxAttemptsPerDay = 3 } }, new { numberCap = new { calls = 1, hours = 24 } }, "NUMBER_CAP_REACHED"),
            (new { requireConsent = true }, new { numberCap = (object?)null }, "NO_CONSENT"),
        })
        {
            (await scene.Api.Patch($"campaigns/{scene.CampaignId}", campaign)).Gives(200);
            (await scene.Api.Send(HttpMethod.Patch, "organization", System.Text.Json.JsonSerializer.Serialize(organization))).Gives(200);
            var refused = await scene.Api.Post("voice/calls/initiate", new { leadId });
            refused.Refuses(422, code);
            Assert.Single(refused.Details);
        }
    }

    [Fact]
    public async Task A_running_call_is_no_conflict_when_another_rule_stands_against_one_too()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await scene.Over(await scene.Call(leadId));
        var running = Scene.Phone("31"); // asked about until its deadline
        (await scene.Api.Post("voice/calls/initiate", new { leadId, phone = running })).Gives(202);
        (await scene.Api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { maxAttempts = 1 } })).Gives(200);

        var refused = await scene.Api.Post("voice/calls/initiate", new { leadId, phone = running });

        Assert.Null(refused.Refuses(422, "CALL_IN_PROGRESS").Text("interactionId"));
        Assert.Equal(["no_call_running", "max_attempts"], refused.Details.Select(RuleOf));
    }

    /// <summary>The first line of detail of a refusal, after which nothing is dialled and nothing is written.</summary>
    private async Task<string> Refused(Scene scene, object body, string code, params string[] rules)
    {
        var leadId = (string)body.GetType().GetProperty("leadId")!.GetValue(body)!;
        var before = (await scene.GetLead(leadId)).GetRawText();
        var calls = (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).GetRawText();
        var answer = await host.Api.Post("voice/calls/initiate", body);
        Assert.Null(answer.Refuses(422, code).Text("nextCallTime"));
        Assert.Equal(rules, answer.Details.Select(RuleOf));
        Assert.Equal(before, (await scene.GetLead(leadId)).GetRawText());
        Assert.Equal(calls, (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).GetRawText());
        return answer.Details[0];
    }

    private static string RuleOf(string detail) => detail[..detail.IndexOf(':', StringComparison.Ordinal)];
}
