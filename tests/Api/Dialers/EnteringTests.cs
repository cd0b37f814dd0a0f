using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>Sending leads to a dialer and taking them out. The dialers here are switched off, so that nobody is called.</summary>
[Collection(nameof(FastHost))]
public sealed class EnteringTests(FastHost host)
{
    [Fact]
    public async Task Leads_are_sent_and_taken_out_each_for_itself()
    {
        var scene = await Scene.Set(host.Api);
        var (one, two) = (await scene.Lead(Scene.Phone("01")), await scene.Lead(Scene.Phone("01")));
        (await host.Api.Patch($"leads/{two}", new { status = "signed" })).Gives(200);
        var stranger = await (await Scene.Set(await host.NewOrganization())).Lead(Scene.Phone("01"));

        var sent = (await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = new[] { one, two, "lead_nobody", stranger, "../x", one } })).Gives(200);
        Assert.Equal(1, sent.At("succeeded").GetInt32());
        Assert.Equal([one], sent.At("details").EnumerateArray().Select(each => each.Text("leadId")));
        Assert.Equal([(two, "LEAD_STATUS_EXCLUDED"), ("lead_nobody", "NOT_FOUND"), (stranger, "NOT_FOUND"), ("../x", "NOT_FOUND")], Failed(sent));
        Assert.All(sent.At("failed").EnumerateArray(), each => Assert.NotEqual("", each.Text("error")));
        Assert.Equal(["submitted", "dialer_entered"], await History(one));

        Assert.Equal(1, (await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = new[] { one } })).Gives(200).At("succeeded").GetInt32());
        Assert.Equal(2, (await History(one)).Count);

        var removed = (await host.Api.Post("leads/remove-from-auto-dialer", new { leadIds = new[] { one, one, two, "lead_nobody" } })).Gives(200);
        Assert.Equal(2, removed.At("succeeded").GetInt32());
        Assert.Equal([(one, null), (two, null)], removed.At("details").EnumerateArray().Select(each => (each.Text("leadId"), each.Text("nextCallTime"))));
        Assert.Equal([("lead_nobody", "NOT_FOUND")], Failed(removed));
        Assert.Equal(["submitted", "dialer_entered", "dialer_left"], await History(one));
    }

    [Fact]
    public async Task A_lead_that_must_not_be_called_is_refused_and_one_that_is_flagged_later_leaves()
    {
        var scene = await Scene.Set(host.Api);
        var (blocked, later) = (await scene.Lead(Scene.Phone("01")), await scene.Lead(Scene.Phone("01")));
        (await host.Api.Patch($"leads/{blocked}", new { flags = new { isDnc = true } })).Gives(200);
        var sent = (await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = new[] { blocked, later } })).Gives(200);
        Assert.Equal([(blocked, "LEAD_DNC")], Failed(sent));

        (await host.Api.Patch($"leads/{later}", new { flags = new { isDnc = true } })).Gives(200);
        Assert.Equal("dialer_left", (await History(later))[^1]);
    }

    [Theory]
    [InlineData("send-to-auto-dialer", """{ "leadIds": [] }""", "leadIds: must have at least 1 item")]
    [InlineData("send-to-auto-dialer", "{ }", "leadIds: is required")]
    [InlineData("send-to-auto-dialer", """{ "leadIds": ["a", 5] }""", "leadIds[1]: must be a string")]
    [InlineData("send-to-auto-dialer", """{ "leadIds": ["a"], "restart": "yes" }""", "restart: must be true or false")]
    [InlineData("remove-from-auto-dialer", """{ "leadIds": ["a"], "restart": true }""", "restart: unknown field")]
    [InlineData("remove-from-auto-dialer", """{ "leadIds": null }""", "leadIds: must not be null")]
    public async Task A_body_that_is_wrong_says_why(string route, string body, string fault)
    {
        var faults = (await host.Api.Send(HttpMethod.Post, $"leads/{route}", body)).Refuses(400, "VALIDATION_ERROR").At("details").EnumerateArray().Select(each => each.GetString()!);
        Assert.Contains(faults, each => each.StartsWith(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("send-to-auto-dialer")]
    [InlineData("remove-from-auto-dialer")]
    public async Task Two_hundred_leads_fit_into_a_request_and_one_more_does_not(string route)
    {
        var ids = Enumerable.Range(0, 201).Select(i => $"lead_{i}").ToArray();
        Assert.Equal(200, (await host.Api.Post($"leads/{route}", new { leadIds = ids[..200] })).Gives(200).At("failed").GetArrayLength());
        (await host.Api.Post($"leads/{route}", new { leadIds = ids })).Refuses(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_lead_moved_to_a_campaign_without_a_dialer_is_in_none()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var lead = await scene.Lead(Scene.Phone("01"));
        await host.Api.Post("leads/send-to-auto-dialer", new { leadIds = new[] { lead } });
        (await host.Api.Patch($"leads/{lead}", new { campaign = other.CampaignId })).Gives(200);
        Assert.Equal(["submitted", "dialer_entered", "campaign_moved", "dialer_left"], await History(lead));
        Assert.Equal(JsonValueKind.Null, (await scene.GetLead(lead)).At("nextCallTime").ValueKind);
    }

    private async Task<IReadOnlyList<string?>> History(string leadId) =>
        [.. (await host.Api.Get($"leads/{leadId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type"))];

    private static (string?, string?)[] Failed(JsonElement answer) => [.. answer.At("failed").EnumerateArray().Select(each => (each.Text("leadId"), each.Text("code")))];
}
