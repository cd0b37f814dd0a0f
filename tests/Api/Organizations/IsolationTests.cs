using LeadSail.Hosting;
using LeadSail.Imports;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Organizations;

/// <summary>What one organization has, another can neither see nor change, by any route: a route without a case here fails.</summary>
[Collection(nameof(FastHost))]
public sealed class IsolationTests(FastHost host)
{
    /// <summary>For each route: what a stranger does with another's ids, and that it comes to nothing.</summary>
    private static readonly Dictionary<string, Func<ApiClient, Theirs, Task>> Cases = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/voice/calls/initiate"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Post("voice/calls/initiate", new { leadId = theirs.LeadId }));
            var own = await Scene.Set(stranger);
            var leadId = await own.Lead(Scene.Phone("01"));
            await NotFound(stranger.Post("voice/calls/initiate", new { leadId, campaignId = theirs.Scene.CampaignId }));
            await NotFound(stranger.Post("voice/calls/initiate", new { leadId, phoneNumberId = theirs.Scene.NumberId }));
        },
        ["GET /api/v1/interactions/per-minute"] = async (stranger, theirs) =>
            Assert.All((await stranger.Get("interactions/per-minute")).Gives(200).GetProperty("minutes").EnumerateArray(), minute => Assert.Empty(minute.GetProperty("byStatus").EnumerateObject())),
        ["GET /api/v1/interactions"] = async (stranger, theirs) =>
        {
            foreach (var query in new[] { "", "search=Marta+Keller", $"search={theirs.InteractionId}", $"search={theirs.LeadId}", $"search={Uri.EscapeDataString(theirs.Phone)}", "search=Amy", $"campaignId={theirs.Scene.CampaignId}" })
            {
                Assert.Equal(0, (await stranger.Get($"interactions?{query}")).Gives(200).At("interactions").GetArrayLength());
            }
        },
        ["GET /api/v1/interactions/{interactionId}"] = (stranger, theirs) => NotFound(stranger.Get($"interactions/{theirs.InteractionId}")),
        ["GET /api/v1/interactions/lead/{leadId}"] = (stranger, theirs) => NotFound(stranger.Get($"interactions/lead/{theirs.LeadId}")),
        ["GET /api/v1/interactions/{interactionId}/events"] = (stranger, theirs) => NotFound(stranger.Get($"interactions/{theirs.InteractionId}/events")),
        ["GET /api/v1/interactions/{interactionId}/recording"] = (stranger, theirs) => NotFound(stranger.Get($"interactions/{theirs.InteractionId}/recording")),
        ["POST /api/v1/leads"] = (stranger, theirs) => NotFound(stranger.Post("leads", theirs.Scene.Person(Scene.Phone("01")))),
        ["POST /api/v1/leads/submit"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Post("leads/submit", theirs.Scene.Person(Scene.Phone("01"))));
            var own = await Scene.Set(stranger);
            await NotFound(stranger.Post("leads/submit", new { campaignId = own.CampaignId, leadId = theirs.LeadId }));
            Assert.NotEqual(theirs.LeadId, (await stranger.Post("leads/submit", own.Person(theirs.Phone))).Gives(201).Text("leadId"));
        },
        ["GET /api/v1/campaigns/{campaignId}/auto-dialer"] = (stranger, theirs) => NotFound(stranger.Get($"campaigns/{theirs.Scene.CampaignId}/auto-dialer")),
        ["POST /api/v1/campaigns/{campaignId}/auto-dialer/pause"] = (stranger, theirs) => NotFound(stranger.Post($"campaigns/{theirs.Scene.CampaignId}/auto-dialer/pause", new { })),
        ["POST /api/v1/campaigns/{campaignId}/auto-dialer/resume"] = (stranger, theirs) => NotFound(stranger.Post($"campaigns/{theirs.Scene.CampaignId}/auto-dialer/resume", new { })),
        ["POST /api/v1/campaigns/{campaignId}/auto-dialer/simulate"] = (stranger, theirs) => NotFound(stranger.Post($"campaigns/{theirs.Scene.CampaignId}/auto-dialer/simulate", new { })),
        ["POST /api/v1/leads/send-to-auto-dialer"] = (stranger, theirs) => Fails(stranger, "leads/send-to-auto-dialer", theirs),
        ["POST /api/v1/leads/remove-from-auto-dialer"] = (stranger, theirs) => Fails(stranger, "leads/remove-from-auto-dialer", theirs),
        ["POST /api/v1/leads/import"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Upload("leads/import", System.Text.Encoding.UTF8.GetBytes($"phone\n{theirs.Phone}\n"), "x.csv", ("file", ""), ("campaignId", theirs.Scene.CampaignId), ("identifier", "phone")));
            var own = await ImportScene.Set(stranger);
            Assert.Equal((0, 0, 0, 1), ImportScene.Counts(await own.Import($"leadId,lastName\n{theirs.LeadId},Mine\n", "leadId", "update")));
            Assert.Equal((0, 0, 1, 0), ImportScene.Counts(await own.Import($"phone,lastName\n{theirs.Phone},Mine\n", purpose: "update")));
        },
        ["GET /api/v1/leads/imports"] = (stranger, _) => Lists(stranger, "leads/imports", "imports"),
        ["GET /api/v1/leads/imports/{importId}"] = (stranger, theirs) => NotFound(stranger.Get($"leads/imports/{theirs.ImportId}")),
        ["DELETE /api/v1/leads/imports/{importId}"] = (stranger, theirs) => NotFound(stranger.Delete($"leads/imports/{theirs.ImportId}")),
        ["GET /api/v1/leads/imports/{importId}/rejects"] = (stranger, theirs) => NotFound(stranger.Get($"leads/imports/{theirs.ImportId}/rejects")),
        ["GET /api/v1/leads"] = (stranger, _) => Lists(stranger, "leads", "leads"),
        ["PATCH /api/v1/leads/{leadId}"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Patch($"leads/{theirs.LeadId}", new { firstName = "Mine now" }));
            var own = await Scene.Set(stranger);
            await NotFound(stranger.Patch($"leads/{await own.Lead(Scene.Phone("01"))}", new { campaign = theirs.Scene.CampaignId }));
        },
        ["DELETE /api/v1/leads/{leadId}"] = (stranger, theirs) => NotFound(stranger.Send(new HttpRequestMessage(HttpMethod.Delete, $"leads/{theirs.LeadId}"))),
        ["GET /api/v1/leads/{leadId}/events"] = (stranger, theirs) => NotFound(stranger.Get($"leads/{theirs.LeadId}/events")),
        ["GET /api/v1/leads/{leadId}"] = (stranger, theirs) => NotFound(stranger.Get($"leads/{theirs.LeadId}")),
        ["POST /api/v1/campaigns"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Post("campaigns", new { name = "x", voice = new { agentId = theirs.Scene.AgentId } }));
            await NotFound(stranger.Post("campaigns", new { name = "x", voice = new { testAgentId = theirs.Scene.AgentId } }));
            await NotFound(stranger.Post("campaigns", new { name = "x", voice = new { phoneNumberId = theirs.Scene.NumberId } }));
            await NotFound(stranger.Post("campaigns", new { name = "x", voice = new { promptTemplateId = theirs.TemplateId } }));
            (await stranger.Post("campaigns", new { name = "A code is free to others", campaignId = theirs.Scene.CampaignId })).Gives(201);
        },
        ["GET /api/v1/campaigns"] = (stranger, _) => Lists(stranger, "campaigns", "campaigns"),
        ["GET /api/v1/campaigns/{campaignId}"] = (stranger, theirs) => NotFound(stranger.Get($"campaigns/{theirs.Scene.CampaignId}")),
        ["PATCH /api/v1/campaigns/{campaignId}"] = (stranger, theirs) => NotFound(stranger.Patch($"campaigns/{theirs.Scene.CampaignId}", new { name = "Mine now" })),
        ["GET /api/v1/campaigns/{campaignId}/progress"] = (stranger, theirs) => NotFound(stranger.Get($"campaigns/{theirs.Scene.CampaignId}/progress")),
        ["GET /api/v1/campaigns/{campaignId}/events"] = (stranger, theirs) => NotFound(stranger.Get($"campaigns/{theirs.Scene.CampaignId}/events")),
        ["POST /api/v1/campaigns/{campaignId}/auto-dialer/enter"] = (stranger, theirs) => NotFound(stranger.Post($"campaigns/{theirs.Scene.CampaignId}/auto-dialer/enter", new { filter = new { } })),
        ["GET /api/v1/campaigns/{campaignId}/auto-dialer/enter/{jobId}"] = (stranger, theirs) => NotFound(stranger.Get($"campaigns/{theirs.Scene.CampaignId}/auto-dialer/enter/{theirs.JobId}")),
        ["DELETE /api/v1/campaigns/{campaignId}/auto-dialer/enter/{jobId}"] = (stranger, theirs) =>
            NotFound(stranger.Send(new HttpRequestMessage(HttpMethod.Delete, $"campaigns/{theirs.Scene.CampaignId}/auto-dialer/enter/{theirs.JobId}"))),
        ["POST /api/v1/voice-agents"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Post("voice-agents", new { name = "x", providerAgentId = "y", phoneNumberId = theirs.Scene.NumberId }));
            await NotFound(stranger.Post("voice-agents", new { name = "x", providerAgentId = "y", inbound = new { campaignIds = new[] { theirs.Scene.CampaignId } } }));
        },
        ["GET /api/v1/voice-agents"] = (stranger, _) => Lists(stranger, "voice-agents", "voiceAgents"),
        ["GET /api/v1/voice-agents/{id}"] = (stranger, theirs) => NotFound(stranger.Get($"voice-agents/{theirs.Scene.AgentId}")),
        ["PATCH /api/v1/voice-agents/{id}"] = (stranger, theirs) => NotFound(stranger.Patch($"voice-agents/{theirs.Scene.AgentId}", new { name = "Mine now" })),
        ["POST /api/v1/phone-numbers"] = async (stranger, theirs) => Assert.NotEqual(theirs.Scene.NumberId, await Scene.NewNumber(stranger)),
        ["POST /api/v1/phone-numbers/sync"] = async (stranger, theirs) =>
            Assert.Equal(0, (await stranger.Post("phone-numbers/sync", new { })).Gives(200).At("phoneNumbers").EnumerateArray().Count(number => number.Text("phoneNumberId") == theirs.Scene.NumberId)),
        ["POST /api/v1/prompt-templates/preview"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Post("prompt-templates/preview", new { body = "{{ first_name }}", leadId = theirs.LeadId }));
            var leadId = await (await Scene.Set(stranger)).Lead(Scene.Phone("01"));
            await NotFound(stranger.Post("prompt-templates/preview", new { promptTemplateId = theirs.TemplateId, leadId }));
            await NotFound(stranger.Post("prompt-templates/preview", new { body = "x", leadId, campaignId = theirs.Scene.CampaignId }));
        },
        ["GET /api/v1/phone-numbers"] = (stranger, _) => Lists(stranger, "phone-numbers", "phoneNumbers"),
        ["GET /api/v1/phone-numbers/{id}"] = (stranger, theirs) => NotFound(stranger.Get($"phone-numbers/{theirs.Scene.NumberId}")),
        ["PATCH /api/v1/phone-numbers/{id}"] = (stranger, theirs) => NotFound(stranger.Patch($"phone-numbers/{theirs.Scene.NumberId}", new { label = "Mine now" })),
        ["POST /api/v1/prompt-templates"] = async (stranger, theirs) => Assert.NotEqual(theirs.TemplateId, await Scene.NewTemplate(stranger, "Hello")),
        ["GET /api/v1/api-keys"] = async (stranger, theirs) => Assert.DoesNotContain((await stranger.Get("api-keys")).Gives(200).At("apiKeys").EnumerateArray(), key => key.Text("apiKeyId") == theirs.KeyId),
        ["POST /api/v1/api-keys"] = async (stranger, theirs) =>
        {
            var key = (await stranger.Post("api-keys", new { name = "Mine", scopes = new[] { "admin" } })).Gives(201).Text("apiKeyId");
            Assert.Contains((await stranger.Get("api-keys")).Gives(200).At("apiKeys").EnumerateArray(), seen => seen.Text("apiKeyId") == key);
        },
        ["GET /api/v1/events"] = async (stranger, theirs) =>
        {
            Assert.Equal(0, (await stranger.Get($"events?stream={theirs.Scene.CampaignId}")).Gives(200).At("events").GetArrayLength());
            Assert.Equal(0, (await stranger.Get($"events?actor={theirs.KeyId}")).Gives(200).At("events").GetArrayLength());
        },
        ["DELETE /api/v1/api-keys/{apiKeyId}"] = (stranger, theirs) => NotFound(stranger.Send(new HttpRequestMessage(HttpMethod.Delete, $"api-keys/{theirs.KeyId}"))),
        ["GET /api/v1/organization"] = async (stranger, theirs) => Assert.NotEqual(theirs.OrganizationId, (await stranger.Get("organization")).Gives(200).Text("organizationId")),
        ["PATCH /api/v1/organization"] = async (stranger, theirs) => Assert.NotEqual(theirs.OrganizationId, (await stranger.Patch("organization", new { name = "Mine now" })).Gives(200).Text("organizationId")),
        ["POST /api/v1/organizations"] = async (stranger, _) => (await stranger.Post("organizations", new { name = "Not mine to make" })).Refuses(403, "FORBIDDEN"),
        ["GET /api/v1/organization/webhook-secret"] = async (stranger, theirs) => Assert.NotEqual(theirs.WebhookSecret, (await stranger.Get("organization/webhook-secret")).Gives(200).Text("secret")),
        ["POST /api/v1/organization/webhook-secret/rotate"] = async (stranger, _) => (await stranger.Post("organization/webhook-secret/rotate", new { })).Gives(200),
        ["GET /api/v1/webhook-deliveries"] = (stranger, _) => Lists(stranger, "webhook-deliveries", "deliveries"),
        ["GET /api/v1/webhook-deliveries/{deliveryId}"] = (stranger, theirs) => NotFound(stranger.Get($"webhook-deliveries/{theirs.DeliveryId}")),
        ["POST /api/v1/webhook-deliveries/{deliveryId}/replay"] = (stranger, theirs) => NotFound(stranger.Post($"webhook-deliveries/{theirs.DeliveryId}/replay", new { })),
        ["GET /api/v1/leads/{leadId}/call-eligibility"] = async (stranger, theirs) =>
        {
            await NotFound(stranger.Get($"leads/{theirs.LeadId}/call-eligibility"));
            var own = await Scene.Set(stranger);
            await NotFound(stranger.Get($"leads/{await own.Lead(Scene.Phone("01"))}/call-eligibility?campaignId={theirs.Scene.CampaignId}"));
        },
        ["PUT /api/v1/leads/{leadId}/dnc"] = (stranger, theirs) => NotFound(stranger.Send(HttpMethod.Put, $"leads/{theirs.LeadId}/dnc", """{ "channels": ["phone"] }""")),
        ["DELETE /api/v1/leads/{leadId}/dnc"] = (stranger, theirs) => NotFound(stranger.Delete($"leads/{theirs.LeadId}/dnc")),
        ["GET /api/v1/dnc"] = (stranger, _) => Lists(stranger, "dnc", "entries"),
        ["POST /api/v1/dnc"] = async (stranger, theirs) => (await stranger.Post("dnc", new { phone = theirs.Phone, reason = "here only" })).Gives(201),
        ["POST /api/v1/dnc/import"] = async (stranger, theirs) => Assert.Equal(1, (await stranger.Upload("dnc/import", $"phone\n{theirs.Phone}\n")).Gives(200).At("added").GetInt32()),
        ["DELETE /api/v1/dnc/{phone}"] = (stranger, theirs) => NotFound(stranger.Delete($"dnc/{theirs.ListedPhone}")),
        ["POST /api/v1/dialer/pause"] = async (stranger, _) => (await stranger.Post("dialer/pause", new { })).Gives(200),
        ["POST /api/v1/dialer/resume"] = async (stranger, _) => (await stranger.Post("dialer/resume", new { })).Gives(200),
        ["GET /api/v1/prompt-templates"] = (stranger, _) => Lists(stranger, "prompt-templates", "promptTemplates"),
        ["GET /api/v1/prompt-templates/{id}"] = (stranger, theirs) => NotFound(stranger.Get($"prompt-templates/{theirs.TemplateId}")),
        ["PATCH /api/v1/prompt-templates/{id}"] = (stranger, theirs) => NotFound(stranger.Patch($"prompt-templates/{theirs.TemplateId}", new { body = "Mine now" })),
    };

    [Fact]
    public async Task No_route_leads_into_another_organization()
    {
        var owner = await host.NewOrganization();
        var theirs = await Theirs.Make(owner);
        var before = await theirs.Seen(owner);
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && !route.RoutePattern.RawText.Contains("/webhooks/elevenlabs", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText!.TrimEnd('/')}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), Cases.Keys.Order(StringComparer.Ordinal));
        foreach (var attempt in Cases.Values)
        {
            await attempt(await host.NewOrganization(), theirs);
        }

        Assert.Equal(before, await theirs.Seen(owner));
    }

    [Fact]
    public async Task One_number_means_within_one_organization()
    {
        var phone = Scene.Phone("13");
        foreach (var organization in new[] { await host.NewOrganization(), await host.NewOrganization() })
        {
            var scene = await Scene.Set(organization);
            Assert.Equal("dnc", (await scene.Over(await scene.Call(await scene.Lead(phone)))).Interaction.Text("status"));
        }

        Assert.Equal(2, (await host.Api.Dials(phone)).Length);
    }

    private static async Task NotFound(Task<Answer> answer) => (await answer).Refuses(404, "NOT_FOUND");

    private static async Task Fails(ApiClient stranger, string path, Theirs theirs)
    {
        var answer = (await stranger.Post(path, new { leadIds = new[] { theirs.LeadId } })).Gives(200);
        Assert.Equal((0, "NOT_FOUND"), (answer.At("succeeded").GetInt32(), answer.At("failed")[0].Text("code")));
    }

    private static async Task Lists(ApiClient stranger, string path, string list)
    {
        Assert.Equal(0, (await stranger.Get(path)).Gives(200).At(list).GetArrayLength());
        Assert.Equal(0, (await stranger.Get($"{path}?cursor=0&limit=100&includeArchived=true&search=")).Gives(200).At(list).GetArrayLength());
    }

    /// <summary>What the owner has.</summary>
    private sealed record Theirs(Scene Scene, string TemplateId, string Phone, string LeadId, string InteractionId, string OrganizationId, string KeyId, string ListedPhone, string JobId, string WebhookSecret, string DeliveryId, string ImportId)
    {
        public static async Task<Theirs> Make(ApiClient owner)
        {
            var scene = await Scene.Set(owner);
            var phone = Scene.Phone("01");
            var leadId = (await owner.Post("leads/submit", scene.Person(phone))).Gives(201).Text("leadId")!;
            var interactionId = await scene.Call(leadId);
            await scene.Over(interactionId);
            var organizationId = (await owner.Get("organization")).Gives(200).Text("organizationId")!;
            var keyId = (await owner.Get("api-keys")).Gives(200).At("apiKeys")[0].Text("apiKeyId")!;
            var listed = LeadSail.Hosting.Scene.Phone("01");
            (await owner.Post("dnc", new { phone = listed })).Gives(201);
            var job = $"campaigns/{scene.CampaignId}/auto-dialer/enter";
            var jobId = (await owner.Post(job, new { filter = new { status = new[] { "signed" } } })).Gives(202).Text("jobId")!;
            await Eventually.Sees(async () => (await owner.Get($"{job}/{jobId}")).Gives(200), seen => seen.Text("status") == "done", "the job to end");
            var imported = await new ImportScene(scene).Import("phone,lastName\n12,Secret\n", purpose: "update");
            return new(scene, await Scene.NewTemplate(owner, "Hello {{ first_name }}"), phone, leadId, interactionId, organizationId, keyId, listed, jobId, (await owner.Get("organization/webhook-secret")).Gives(200).Text("secret")!, await Delivery(owner, scene), imported.Text("importId")!);
        }

        /// <summary>A webhook that is refused at the door, as this host sends to no private address.</summary>
        private static async Task<string> Delivery(ApiClient owner, Scene scene)
        {
            (await owner.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url = "http://127.0.0.1:9/x", retryAttempts = 1 } })).Gives(200);
            var leadId = await scene.Lead(Hosting.Scene.Phone("01"));
            (await owner.Patch($"leads/{leadId}", new { status = "accepted" })).Gives(200);
            return (await Eventually.Sees(
                async () => (await owner.Get($"webhook-deliveries?leadId={leadId}&state=failed")).Gives(200).At("deliveries").EnumerateArray().ToArray(), found => found.Length == 1, "the delivery to fail"))[0].Text("deliveryId")!;
        }

        public async Task<string> Seen(ApiClient owner)
        {
            var seen = await Task.WhenAll(new[]
            {
                $"leads/{LeadId}", $"interactions/{InteractionId}", $"interactions/{InteractionId}/events", $"interactions/lead/{LeadId}", $"campaigns/{Scene.CampaignId}/events", $"campaigns/{Scene.CampaignId}/auto-dialer/enter/{JobId}", $"leads/imports/{ImportId}",
                "dnc", "organization", "organization/webhook-secret", "webhook-deliveries", "api-keys", "campaigns", "voice-agents", "phone-numbers", "prompt-templates",
            }.Select(owner.Get));
            return string.Join('\n', seen.Select(answer => answer.Gives(200).GetRawText()));
        }
    }
}
