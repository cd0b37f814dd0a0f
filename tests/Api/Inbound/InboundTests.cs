using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Hosting;
using LeadSail.Webhooks;

namespace LeadSail.Inbound;

/// <summary>People who call us, over HTTP at both ends.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class InboundTests(DeliveryHost host)
{
    [Fact]
    public async Task A_lead_who_calls_is_known_and_the_report_is_processed_like_any_other()
    {
        var desk = await Desk.Open(host, prompt: "{{ first_name }} calls: {{ call_direction }}, {{ contact_type }}.");
        var phone = Scene.Phone("10");
        var leadId = await desk.Scene.Lead(phone);

        var ring = await desk.Ring(phone);

        Assert.Equal("Marta calls: inbound, new.", ring.Text("context.conversation_config_override.agent.prompt.prompt"));
        Assert.Equal(("inbound", leadId, "Marta"), (ring.Text("context.dynamic_variables.call_direction"), ring.Text("context.dynamic_variables.lead_id"), ring.Text("context.dynamic_variables.first_name")));
        var (call, lead) = await desk.Scene.Over(ring.Text("context.user_id")!);
        Assert.Equal(("qualified", "inbound", "inbound", phone), (call.Text("status"), call.Text("call.source"), call.Text("call.direction"), call.Text("phone")));
        Assert.Equal(ring.Text("conversationId"), call.Text("call.voiceAI.conversationId"));
        Assert.NotEmpty(call.At("transcript").EnumerateArray());
        Assert.Equal(("qualified", 0), (lead.Text("status"), lead.At("attempts.total").GetInt32()));
    }

    [Fact]
    public async Task Nobody_calls_a_person_who_is_calling_us_and_after_it_they_may_be_called()
    {
        var desk = await Desk.Open(host);
        var phone = Scene.Phone("01");
        var leadId = await desk.Scene.Lead(phone);
        var interactionId = await desk.Answered(phone, "CA-1"); // nobody reports it

        var refused = (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(409, "CALL_IN_PROGRESS");

        Assert.Equal(interactionId, refused.Text("interactionId"));
        Assert.Equal(("in_progress", interactionId), ((await desk.Scene.Interaction(interactionId)).Text("status"), (await desk.Scene.GetLead(leadId)).Text("activeInteractionId")));
        var another = await desk.Scene.Lead(phone);
        (await host.Api.Post("voice/calls/initiate", new { leadId = another })).Refuses(409, "CALL_IN_PROGRESS");
        Assert.Empty(await host.Api.Dials(phone));

        await desk.Scene.Over((await desk.Ring(phone)).Text("context.user_id")!); // a later call takes its place, and ends
        await desk.Scene.Over(await desk.Scene.Call(another));
    }

    [Fact]
    public async Task The_same_call_asked_for_again_is_the_same_interaction()
    {
        var desk = await Desk.Open(host);
        var phone = Scene.Phone("01");
        await desk.Scene.Lead(phone);

        string[] answers = [await desk.Answered(phone, "CA-7"), .. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.Answered(phone, "CA-7")))];

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Campaigns_are_looked_through_in_their_order()
    {
        var desk = await Desk.Open(host);
        var second = await Scene.Set(host.Api);
        await desk.Takes([desk.Scene.CampaignId, second.CampaignId]);
        var phone = Scene.Phone("01");
        var inSecond = await second.Lead(phone);
        Assert.Equal(inSecond, (await desk.Ring(phone)).Text("context.dynamic_variables.lead_id"));

        var both = Scene.Phone("01");
        await second.Lead(both);
        var inFirst = await desk.Scene.Lead(both);
        Assert.Equal(inFirst, (await desk.Ring(both)).Text("context.dynamic_variables.lead_id"));
    }

    [Fact]
    public async Task The_called_number_says_which_agent_takes_the_call_also_where_several_are_one_to_the_provider()
    {
        var first = await Desk.Open(host);
        var second = await Desk.Open(host, providerAgent: first.ProviderAgent);
        var phone = Scene.Phone("01");
        await first.Scene.Lead(phone);
        var inSecond = await second.Scene.Lead(phone);

        var ring = await second.Ring(phone);

        Assert.Equal((inSecond, second.AgentId), (ring.Text("context.dynamic_variables.lead_id"), (await second.Scene.Interaction(ring.Text("context.user_id")!)).Text("call.voiceAI.agentId")));
    }

    [Fact]
    public async Task A_number_that_another_organization_names_later_stays_the_first_one_s()
    {
        var desk = await Desk.Open(host);
        var another = await Desk.Open(host, providerAgent: desk.ProviderAgent, api: await host.NewOrganization(), number: desk.Number);
        var phone = Scene.Phone("01");
        var leadId = await desk.Scene.Lead(phone);
        await another.Scene.Lead(phone);

        Assert.Equal(leadId, (await desk.Ring(phone)).Text("context.dynamic_variables.lead_id"));
    }

    [Fact]
    public async Task A_report_that_names_only_the_carrier_s_call_finds_it()
    {
        var desk = await Desk.Open(host);
        var phone = Scene.Phone("01");
        await desk.Scene.Lead(phone);
        await desk.Answered(phone, "CA-8");
        var interactionId = await desk.Answered(phone, "CA-9");

        (await host.Deliver(new
        {
            type = "call_initiation_failure",
            event_timestamp = host.Now.ToUnixTimeSeconds(),
            data = new
            {
                agent_id = desk.ProviderAgent, conversation_id = $"conv_{Guid.NewGuid():n}", failure_reason = "no-answer",
                metadata = new { type = "twilio", body = new { CallSid = "CA-9", From = phone, To = desk.Number, Direction = "inbound", CallStatus = "no-answer" } },
            },
        })).Gives(200);

        Assert.Equal("no_answer", (await desk.Scene.Over(interactionId)).Interaction.Text("status"));
    }

    [Fact]
    public async Task A_stranger_becomes_a_lead_of_the_first_campaign_once()
    {
        var desk = await Desk.Open(host, prompt: "Hello {{ first_name }}.");
        var phone = Scene.Phone("01");

        var first = await desk.Ring(phone);
        await desk.Scene.Over(first.Text("context.user_id")!);
        var second = await desk.Ring(phone);

        Assert.Equal(first.Text("context.dynamic_variables.lead_id"), second.Text("context.dynamic_variables.lead_id"));
        var lead = await desk.Scene.GetLead(first.Text("context.dynamic_variables.lead_id")!);
        Assert.Equal((phone, desk.Scene.CampaignId, "inbound"), (lead.Text("phone"), lead.Text("campaign.campaignId"), lead.At("tags")[0].GetString()));
    }

    [Fact]
    public async Task Somebody_who_withholds_their_number_is_answered_too()
    {
        var desk = await Desk.Open(host);

        var ring = await desk.Ring(null);

        var (call, _) = await desk.Scene.Over(ring.Text("context.user_id")!);
        Assert.Equal(("completed", ""), (call.Text("status"), call.Text("phone")));
    }

    [Fact]
    public async Task Who_asks_in_their_own_call_not_to_be_called_is_not()
    {
        var desk = await Desk.Open(host);
        var phone = Scene.Phone("13");
        var leadId = await desk.Scene.Lead(phone);

        var (_, lead) = await desk.Scene.Over((await desk.Ring(phone)).Text("context.user_id")!);

        Assert.Equal("dnc", lead.Text("status"));
        Assert.Contains((await host.Api.Get($"dnc?search={phone[1..]}")).Gives(200).At("entries").EnumerateArray(), entry => entry.Text("phone") == phone);
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "LEAD_DNC");
    }

    [Fact]
    public async Task A_number_on_which_nobody_takes_calls_is_refused_plainly()
    {
        var desk = await Desk.Open(host);
        await desk.Takes([]);
        (await desk.Ask(new { caller_id = Scene.Phone("01"), called_number = desk.Number, agent_id = desk.ProviderAgent })).Refuses(404, "NOT_FOUND");
        (await desk.Ask(new { caller_id = Scene.Phone("01"), called_number = "+12125559999", agent_id = desk.ProviderAgent })).Refuses(404, "NOT_FOUND");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"called_number":7}""")]
    [InlineData("""{"called_number":""}""")]
    public async Task A_request_without_a_called_number_is_refused(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/elevenlabs/inbound") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Inbound-Secret", DeliveryHost.InboundSecret);
        (await host.Client(null).Send(request)).FindsFault("called_number: is required");
    }

    [Fact]
    public async Task What_is_too_large_or_of_another_type_is_refused()
    {
        foreach (var (content, status, code) in new[] { (new StringContent(new string(' ', (1024 * 1024) + 1), System.Text.Encoding.UTF8, "application/json"), 413, "PAYLOAD_TOO_LARGE"), (new StringContent("{}"), 415, "UNSUPPORTED_MEDIA_TYPE") })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/elevenlabs/inbound") { Content = content, Headers = { ExpectContinue = true } };
            request.Headers.Add("X-Inbound-Secret", DeliveryHost.InboundSecret);
            (await host.Client(null).Send(request)).Refuses(status, code);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("guess")]
    public async Task Without_the_secret_nobody_is_told_anything(string? secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/elevenlabs/inbound") { Content = new StringContent("""{"called_number":"+12125550100"}""", System.Text.Encoding.UTF8, "application/json") };
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Inbound-Secret", secret);
        }

        (await host.Client(null).Send(request)).Refuses(401, "UNAUTHORIZED");
    }

    /// <summary>A number of its own with an agent that takes calls.</summary>
    private sealed record Desk(DeliveryHost Host, Scene Scene, string Number, string ProviderAgent, string AgentId)
    {
        public static async Task<Desk> Open(DeliveryHost host, string? prompt = null, string? providerAgent = null, ApiClient? api = null, string? number = null)
        {
            var scene = await Scene.Set(api ??= host.Api, prompt: prompt);
            (number, var agent) = (number ?? Scene.Phone("00"), providerAgent ?? $"agent_in_{Guid.NewGuid():n}");
            var numberId = (await api.Post("phone-numbers", new { phoneNumber = number, providerPhoneNumberId = "phnum_in", transport = "twilio" })).Gives(201).Text("phoneNumberId");
            var agentId = (await api.Post("voice-agents", new { name = "Desk", providerAgentId = agent, phoneNumberId = numberId, inbound = new { enabled = true, campaignIds = new[] { scene.CampaignId } } }))
                .Gives(201).Text("agentId")!;
            return new(host, scene, number, agent, agentId);
        }

        public async Task Takes(string[] campaignIds) => (await Host.Api.Patch($"voice-agents/{AgentId}", new { inbound = new { enabled = campaignIds.Length > 0, campaignIds } })).Gives(200);

        /// <summary>Has the simulator ring, and tells what it was told.</summary>
        public async Task<JsonElement> Ring(string? from)
        {
            var answer = await Host.Api.Post("/simulator/inbound", new { from, to = Number, ending = from is null ? "01" : null, agentId = ProviderAgent });
            Assert.True(answer.Status == 200, answer.Text);
            return answer.Json;
        }

        /// <summary>Asks for the context as the provider does, and tells the interaction. Nobody talks, and nobody reports.</summary>
        public async Task<string> Answered(string from, string callSid)
        {
            var answer = await Ask(new { caller_id = from[1..], called_number = Number, agent_id = ProviderAgent, call_sid = callSid });
            Assert.True(answer.Status == 200, answer.Text);
            return answer.Json.Text("user_id")!;
        }

        public async Task<Answer> Ask(object body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/elevenlabs/inbound") { Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Inbound-Secret", DeliveryHost.InboundSecret);
            return await Host.Client(null).Send(request);
        }
    }
}
