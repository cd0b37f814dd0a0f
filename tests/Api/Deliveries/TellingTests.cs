using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadSail.Hosting;

namespace LeadSail.Deliveries;

/// <summary>What receivers of webhooks are told.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class TellingTests(DeliveryHost host)
{
    [Fact]
    public async Task A_call_is_told_from_dialling_to_its_lead_s_new_status()
    {
        var scene = await host.Telling("/call");
        var leadId = await scene.Lead(Scene.Phone("10"));
        var interactionId = await scene.Call(leadId);
        await scene.Over(interactionId);

        var told = (await host.Receiver.Sees(request => request.Path == "/call" && request.Json.Text("leadId") == leadId, 3)).ToDictionary(request => request.Json.Text("event")!);

        Assert.Equal(["call.completed", "call.started", "lead.status_changed"], told.Keys.Order());
        var started = told["call.started"].Json;
        Assert.Equal(("in_progress", interactionId, scene.CampaignId), (started.Text("status"), started.Text("interactionId"), started.Text("campaignId")));
        var completed = told["call.completed"].Json;
        Assert.Equal(("qualified", "Marta", "Keller", "marta@example.com"), (completed.Text("status"), completed.Text("data.firstName"), completed.Text("data.lastName"), completed.Text("data.email")));
        Assert.Equal("qualified", completed.Text("interaction.status"));
        Assert.NotEmpty(completed.At("interaction.transcript").EnumerateArray());
        Assert.StartsWith("sub_", completed.Text("submissionId"), StringComparison.Ordinal);
        var changed = told["lead.status_changed"].Json;
        Assert.Equal(("qualified", interactionId), (changed.Text("status"), changed.Text("interactionId")));
        Assert.All(told.Values, request => Assert.StartsWith("evt_", request.Json.Text("eventId"), StringComparison.Ordinal));
        foreach (var (query, count) in new[] { ($"campaignId={scene.CampaignId}", 3), ($"interactionId={interactionId}", 3), ($"leadId={leadId}&event=call.started", 1), ("campaignId=NOPE", 0) })
        {
            Assert.Equal(count, (await host.Api.Get($"webhook-deliveries?{query}")).Gives(200).At("deliveries").GetArrayLength());
        }

        var deliveryId = started.Text("eventId");
        Assert.Equal(interactionId, (await host.Api.Get($"webhook-deliveries/{deliveryId}")).Gives(200).Text("interactionId"));
    }

    [Fact]
    public async Task What_is_sent_is_signed_and_a_new_secret_signs_beside_the_one_before()
    {
        var scene = await host.Telling("/signed");
        var before = (await host.Api.Get("organization/webhook-secret")).Gives(200).Text("secret")!;
        var first = await Dnc(scene);
        Assert.Equal([Hash(before, first)], Signatures(first));

        var after = (await host.Api.Post("organization/webhook-secret/rotate", new { })).Gives(200);
        var second = await Dnc(scene);

        Assert.NotEqual(before, after.Text("secret"));
        Assert.Equal([Hash(after.Text("secret")!, second), Hash(before, second)], Signatures(second));
        Assert.Equal(403, (await (await host.ClientWith(ApiKeys.Scope.Read, ApiKeys.Scope.Write)).Get("organization/webhook-secret")).Status);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_they_do_not_want_to_hear()
    {
        var scene = await host.Telling("/dnc-only", new Dictionary<string, bool> { ["call.started"] = false, ["call.completed"] = false, ["lead.status_changed"] = false });
        var leadId = await scene.Lead(Scene.Phone("13"));
        await scene.Over(await scene.Call(leadId));

        var told = Assert.Single(await host.Receiver.Sees(request => request.Path == "/dnc-only"));
        Assert.Equal("lead.dnc", told.Json.Text("event"));
        var kept = (await host.Api.Get($"webhook-deliveries?leadId={leadId}")).Gives(200).At("deliveries").EnumerateArray();
        Assert.Equal("lead.dnc", Assert.Single(kept).Text("event"));
    }

    [Fact]
    public async Task The_organization_s_receiver_hears_of_campaigns_that_inherit_it()
    {
        var api = await host.NewOrganization();
        (await api.Patch("organization", new { webhooks = new { enabled = true, url = host.Receiver.Url("/org"), headers = new Dictionary<string, string> { ["X-Token"] = "abc" } } })).Gives(200);
        var scene = await Scene.Set(api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await api.Patch($"leads/{leadId}", new { status = "accepted" })).Gives(200);

        var told = Assert.Single(await host.Receiver.Sees(request => request.Path == "/org"));
        Assert.Equal(("lead.status_changed", "accepted", "abc"), (told.Json.Text("event"), told.Json.Text("status"), told.Headers["X-Token"]));
    }

    [Fact]
    public async Task A_first_submission_action_is_told()
    {
        var scene = await host.Telling("/action");
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { firstSubmissionAction = new { enabled = true, type = "voice_ai_call" } })).Gives(200);
        (await host.Api.Post("leads/submit", scene.Person(Scene.Phone("01")))).Gives(201);

        var told = Assert.Single(await host.Receiver.Sees(request => request.Path == "/action" && request.Json.Text("event") == "lead.first_submission_action"));
        Assert.Equal("pending_action", told.Json.Text("status"));
    }

    private async Task<Received> Dnc(Scene scene)
    {
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{"channels":["phone"],"reason":"asked"}""")).Gives(200);
        return Assert.Single(await host.Receiver.Sees(request => request.Path == "/signed" && request.Json.Text("leadId") == leadId));
    }

    private static string[] Signatures(Received request) => [.. request.Headers["X-LeadSail-Signature"].Split(',').Where(part => part.StartsWith("v1=", StringComparison.Ordinal)).Select(part => part[3..])];

    private static string Hash(string secret, Received request)
    {
        var at = request.Headers["X-LeadSail-Signature"].Split(',')[0][2..];
        Assert.True(long.Parse(at, CultureInfo.InvariantCulture) > 0);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{request.Body}")));
    }
}
