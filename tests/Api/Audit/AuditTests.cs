using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.Audit;

/// <summary>Who changed what.</summary>
[Collection(nameof(FastHost))]
public sealed class AuditTests(FastHost host)
{
    [Theory]
    [InlineData("voice-agents", "agentId", "voice_agent", """{ "name": "Amy", "providerAgentId": "agent_x" }""", """{ "name": "Bea", "active": false }""", "name: Amy → Bea", "active: true → false")]
    [InlineData("phone-numbers", "phoneNumberId", "phone_number", """{ "phoneNumber": "+12125550100", "providerPhoneNumberId": "p", "label": "Desk" }""", """{ "label": "Hall" }""", "label: Desk → Hall")]
    [InlineData("prompt-templates", "promptTemplateId", "prompt_template", """{ "name": "Solar", "body": "Hello" }""", """{ "body": "Bye", "firstMessage": "Hi" }""", "body: Hello → Bye", "firstMessage: nothing → Hi")]
    public async Task A_setting_tells_what_it_was_and_is(string path, string id, string kind, string body, string patch, params string[] changes)
    {
        var api = await host.NewOrganization();
        var made = (await api.Send(HttpMethod.Post, path, body)).Gives(201).Text(id)!;
        (await api.Send(HttpMethod.Patch, $"{path}/{made}", patch)).Gives(200);
        var events = await Events(api, $"stream={made}");
        Assert.Equal([$"{kind}.updated", $"{kind}.created"], events.Select(entry => entry.Text("type")));
        Assert.Equal(changes, Changes(events[0]));
        Assert.Equal(["of a test", "of a test"], events.Select(entry => entry.Text("actorName")));
        Assert.Single(events.Select(entry => entry.Text("subject")).Distinct());
        Assert.NotEmpty(Changes(events[1]));
    }

    [Fact]
    public async Task A_campaign_tells_of_its_settings_and_pauses()
    {
        var api = await host.NewOrganization();
        var code = (await api.Post("campaigns", new { name = "Solar" })).Gives(201).Text("campaignId")!;
        (await api.Patch($"campaigns/{code}", new { name = "Wind", autoDialer = new { maxAttempts = 3 } })).Gives(200);
        (await api.Post($"campaigns/{code}/auto-dialer/pause", new { })).Gives(200);
        (await api.Post($"campaigns/{code}/auto-dialer/resume", new { })).Gives(200);
        var events = await Events(api, $"stream={code}");
        Assert.Equal(["dialer_resumed", "dialer_paused", "campaign_changed", "campaign_created"], events.Select(entry => entry.Text("type")));
        Assert.Contains("name: Solar → Wind", Changes(events[2]));
        Assert.Equal("Solar", events[3].Text("data.settings.name"));
        Assert.All(events, entry => Assert.Equal("Wind", entry.Text("subject")));
    }

    [Fact]
    public async Task The_organization_tells_of_its_pause_and_of_a_secret_only_that_it_changed()
    {
        var api = await host.NewOrganization();
        (await api.Post("dialer/pause", new { })).Gives(200);
        (await api.Patch("organization", new { webhooks = new { url = "https://example.com/hook", headers = new { Authorization = "Bearer 123456" } } })).Gives(200);
        var events = await Events(api, "type=organization.updated");
        Assert.Equal(["webhooks.headers: secret", "webhooks.url: nothing → https://example.com/hook"], Changes(events[0]));
        Assert.Equal(["dialingPaused: false → true"], Changes(events[1]));
        Assert.DoesNotContain("123456", (await api.Get("events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_tells_when_it_was_made_and_revoked_and_keeps_its_name_as_an_actor()
    {
        var api = await host.NewOrganization();
        var made = (await api.Post("api-keys", new { name = "CRM", scopes = new[] { "write" } })).Gives(201);
        var keyId = made.Text("apiKeyId")!;
        (await host.Client(made.Text("apiKey")).Post("campaigns", new { name = "By the CRM" })).Gives(201);
        (await api.Delete($"api-keys/{keyId}")).Gives(200);
        var events = await Events(api, $"stream={keyId}");
        Assert.Equal(["api_key.updated", "api_key.created"], events.Select(entry => entry.Text("type")));
        Assert.StartsWith("revokedAt: nothing → 2026-", Assert.Single(Changes(events[0])), StringComparison.Ordinal);
        Assert.Contains("hash: secret", Changes(events[1]));
        Assert.Equal("CRM", Assert.Single(await Events(api, $"actor={keyId}")).Text("actorName"));
    }

    [Fact]
    public async Task A_new_signing_secret_tells_who_made_it_and_not_what_it_is()
    {
        var api = await host.NewOrganization();
        var before = (await api.Get("organization/webhook-secret")).Gives(200).Text("secret")!;
        var after = (await api.Post("organization/webhook-secret/rotate", new { })).Gives(200).Text("secret")!;
        var events = await Events(api, "type=webhook_secret.updated");
        Assert.Contains("secret: secret", Changes(Assert.Single(events)));
        var all = (await api.Get("events")).Text;
        Assert.DoesNotContain(before, all, StringComparison.Ordinal);
        Assert.DoesNotContain(after, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_do_not_call_list_tells_who_put_whom_on_it_and_calls_do_not_count()
    {
        var api = await host.NewOrganization();
        var scene = await Scene.Set(api);
        var (phone, asking) = (Scene.Phone("01"), Scene.Phone("13"));
        (await api.Post("dnc", new { phone, reason = "asked by letter" })).Gives(201);
        (await api.Delete($"dnc/{Uri.EscapeDataString(phone)}")).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["phone"], "reason": "asked" }""")).Gives(200);
        (await api.Delete($"leads/{leadId}")).Gives(200);
        await scene.Over(await scene.Call(await scene.Lead(asking)));
        var events = await Events(api, "type=listed,unlisted,dnc_set,erased");
        Assert.Equal(["erased", "dnc_set", "unlisted", "listed"], events.Select(entry => entry.Text("type")));
        Assert.Equal((phone, "asked by letter"), (events[3].Text("stream"), events[3].Text("data.reason")));
    }

    [Fact]
    public async Task Changes_are_paged_and_filtered_by_time()
    {
        var api = await host.NewOrganization();
        var start = host.Now;
        var agentId = await Scene.NewAgent(api, null);
        for (var i = 0; i < 4; i++)
        {
            (await api.Patch($"voice-agents/{agentId}", new { name = $"Amy {i}" })).Gives(200);
        }

        var seen = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await api.Get($"events?type=voice_agent.updated,voice_agent.created&limit=2&cursor={cursor}")).Gives(200);
            seen.AddRange(page.At("events").EnumerateArray().Select(entry => entry.At("seq").GetInt64()));
            cursor = page.Text("nextCursor");
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Distinct().OrderDescending(), seen);
        Assert.Equal(5, (await Events(api, $"stream={agentId}&from={start:yyyy-MM-ddTHH:mm:ss.fffZ}")).Length);
        Assert.Empty(await Events(api, $"stream={agentId}&to={start.AddSeconds(-1):yyyy-MM-ddTHH:mm:ss.fffZ}"));
    }

    [Fact]
    public async Task Only_admins_see_them_and_a_filter_that_is_none_is_told()
    {
        (await (await host.ClientWith(Scope.Read, Scope.Write)).Get("events")).Refuses(403, "FORBIDDEN");
        Assert.StartsWith("type: must be one of campaign_created, ", Assert.Single((await host.Api.Get("events?type=dialling")).Details), StringComparison.Ordinal);
        (await host.Api.Get("events?cursor=x")).FindsFault("cursor: is none of ours");
        (await host.Api.Get("events?from=soon")).Refuses(400, "VALIDATION_ERROR");
    }

    private static async Task<JsonElement[]> Events(ApiClient api, string query) => [.. (await api.Get($"events?{query}")).Gives(200).At("events").EnumerateArray()];

    private static IEnumerable<string> Changes(JsonElement entry) => entry.At("data.changes").EnumerateArray().Select(change =>
        change.TryGetProperty("withheld", out var why) ? $"{change.Text("field")}: {why}" : $"{change.Text("field")}: {Told(change, "from")} → {Told(change, "to")}");

    private static string Told(JsonElement change, string name) => !change.TryGetProperty(name, out var value) ? "nothing" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
