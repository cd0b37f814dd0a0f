using System.Globalization;
using LeadSail.Hosting;

namespace LeadSail.Campaigns;

[Collection(nameof(FastHost))]
public sealed class CampaignTests(FastHost host)
{
    [Fact]
    public async Task The_progress_of_a_campaign_counts_its_leads_by_status()
    {
        var scene = await Scene.Set(host.Api);
        var progress = (await host.Api.Get($"campaigns/{scene.CampaignId}/progress")).Gives(200);
        Assert.Equal((0, "{}"), (progress.GetProperty("total").GetInt32(), progress.GetProperty("byStatus").GetRawText()));

        var (first, _) = (await scene.Lead(Scene.Phone("01")), await scene.Lead(Scene.Phone("01")));
        (await host.Api.Patch($"leads/{first}", new { status = "signed" })).Gives(200);
        progress = (await host.Api.Get($"campaigns/{scene.CampaignId}/progress")).Gives(200);
        Assert.Equal((2, 1, 1), (progress.GetProperty("total").GetInt32(), progress.At("byStatus.new").GetInt32(), progress.At("byStatus.signed").GetInt32()));
        (await host.Api.Get("campaigns/NOPE/progress")).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_campaign_is_made_with_a_code_of_its_own_or_the_one_given()
    {
        var made = await host.Api.Post("campaigns", new { name = "Solar" });
        Assert.Matches("^[A-Z0-9]{2,5}$", made.Gives(201).Text("campaignId"));
        Assert.Equal(("\"1\"", $"/api/v1/campaigns/{made.Data.Text("campaignId")}"), (made.Headers.ETag!.ToString(), made.Headers.Location!.ToString()));
        Assert.True(made.Data.At("active").GetBoolean());
        Assert.Equal(900, made.Data.At("voice.maxDurationSeconds").GetInt32());

        Assert.Equal("U4D", (await host.Api.Post("campaigns", new { name = "Solar", campaignId = "U4D" })).Gives(201).Text("campaignId"));
        (await host.Api.Post("campaigns", new { name = "Taken", campaignId = "U4D" })).Refuses(409, "CONFLICT");
        Assert.Equal("Solar", (await host.Api.Get("campaigns/U4D")).Gives(200).Text("name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("ABCDEF")]
    [InlineData("abc")]
    [InlineData("A/B")]
    [InlineData("ABC\n")]
    [InlineData("ÄÖ")]
    public async Task A_code_is_two_to_five_upper_case_letters_and_digits(string campaignId) =>
        (await host.Api.Post("campaigns", new { name = "Solar", campaignId })).FindsFault("campaignId: must be 2-5 upper-case letters and digits");

    [Fact]
    public async Task Of_many_that_make_the_same_campaign_at_once_one_does()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.Api.Post("campaigns", new { name = string.Create(CultureInfo.InvariantCulture, $"Solar {i}"), campaignId = "RACE" })));
        var made = Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Except([made]), answer => answer.Refuses(409, "CONFLICT"));
        Assert.Equal(made.Data.Text("name"), (await host.Api.Get("campaigns/RACE")).Gives(200).Text("name"));
    }

    [Theory]
    [InlineData("agentId", "agent_nobody", "voice agent")]
    [InlineData("testAgentId", "agent_nobody", "voice agent")]
    [InlineData("promptTemplateId", "tmpl_nothing", "prompt template")]
    [InlineData("phoneNumberId", "num_nothing", "phone number")]
    public async Task An_id_in_its_voice_that_nobody_has_is_not_found(string field, string id, string noun)
    {
        var scene = await Scene.Set(host.Api);
        var body = $$"""{ "name": "Solar", "voice": { "{{field}}": "{{id}}" } }""";
        Assert.Equal($"voice.{field}: there is no {noun} {id}.", (await host.Api.Send(HttpMethod.Post, "campaigns", body)).Refuses(404, "NOT_FOUND").Text("message"));
        (await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", body)).Refuses(404, "NOT_FOUND");
        Assert.Equal(1, (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).At("version").GetInt32());
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_clears_what_it_makes_null()
    {
        var scene = await Scene.Set(host.Api);
        var before = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        var answer = await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", """{ "clientId": null, "voice": { "maxDurationSeconds": 600 }, "active": false }""");
        var changed = answer.Gives(200);
        Assert.Equal("\"2\"", answer.Headers.ETag!.ToString());
        Assert.Null(changed.Text("clientId"));
        Assert.Equal((2, 600, "Solar Spring", "offer_1"), (changed.At("version").GetInt32(), changed.At("voice.maxDurationSeconds").GetInt32(), changed.Text("name"), changed.Text("offerId")));
        Assert.Equal(before.Text("voice.agentId"), changed.Text("voice.agentId"));
        Assert.Equal(before.Text("createdAt"), changed.Text("createdAt"));
        Assert.Equal(changed.GetRawText(), (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).GetRawText());
    }

    [Fact]
    public async Task Lists_are_filtered_and_counted()
    {
        var api = await host.NewOrganization();
        await Make(api, new { name = "Solar North", campaignId = "C1", clientId = "sun", offerId = "roof" });
        await Make(api, new { name = "Solar South", campaignId = "C2", clientId = "sun", offerName = "100% roof_top!" });
        await Make(api, new { name = "Wind", campaignId = "C3", active = false });
        await Make(api, new { name = "Old", campaignId = "C4", archived = true });

        await Lists(api, "", "C1 C2 C3");
        await Lists(api, "?includeArchived=true", "C1 C2 C3 C4");
        await Lists(api, "?active=true", "C1 C2");
        await Lists(api, "?active=false", "C3");
        await Lists(api, "?clientId=sun&offerId=roof", "C1");
        await Lists(api, "?search=solar", "C1 C2");
        await Lists(api, "?search=c3", "C3");
        await Lists(api, "?search=100%25", "C2");
        await Lists(api, "?search=%25", "C2");
        await Lists(api, "?search=_", "C2");
        await Lists(api, "?search=!", "C2");
        await Lists(api, "?search=%27%20OR%201%3D1%20--", "");
    }

    [Fact]
    public async Task Pages_go_by_number_or_by_cursor()
    {
        var api = await host.NewOrganization();
        foreach (var code in new[] { "P1", "P2", "P3", "P4", "P5" })
        {
            await Make(api, new { name = "Solar", campaignId = code });
        }

        var second = (await api.Get("campaigns?page=2&limit=2")).Gives(200);
        Assert.Equal(["P3", "P4"], second.At("campaigns").EnumerateArray().Select(campaign => campaign.Text("campaignId")));
        Assert.Equal((2, 5, true, "P4"), (second.At("page").GetInt32(), second.At("total").GetInt32(), second.At("hasMore").GetBoolean(), second.Text("nextCursor")));
        var last = (await api.Get("campaigns?cursor=P4&limit=2")).Gives(200);
        Assert.Equal("P5", Assert.Single(last.At("campaigns").EnumerateArray()).Text("campaignId"));
        Assert.Equal((false, null), (last.At("hasMore").GetBoolean(), last.Text("nextCursor")));
        Assert.Equal(0, (await api.Get("campaigns?page=1000000&limit=100")).Gives(200).At("campaigns").GetArrayLength());
    }

    [Fact]
    public async Task It_says_whether_its_dialer_is_paused_and_a_pause_is_no_change_of_its_settings()
    {
        var scene = await Scene.Set(host.Api);
        Assert.False((await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).At("dialerPaused").GetBoolean());
        (await host.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/pause", new { })).Gives(200);
        var paused = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        Assert.Equal((true, 1), (paused.At("dialerPaused").GetBoolean(), paused.At("version").GetInt32()));
        var listed = (await host.Api.Get($"campaigns?search={scene.CampaignId}")).Gives(200).At("campaigns").EnumerateArray();
        Assert.True(listed.Single(campaign => campaign.Text("campaignId") == scene.CampaignId).At("dialerPaused").GetBoolean());
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { dialerPaused = false })).FindsFault("dialerPaused: unknown field");
    }

    [Fact]
    public async Task Its_history_says_who_changed_it()
    {
        var scene = await Scene.Set(host.Api);
        await host.Api.Patch($"campaigns/{scene.CampaignId}", new { active = false });
        await host.Api.Patch($"campaigns/{scene.CampaignId}", new { active = false });
        var events = (await host.Api.Get($"campaigns/{scene.CampaignId}/events")).Gives(200).At("events").EnumerateArray().ToArray();
        Assert.Equal(["campaign_created", "campaign_changed"], events.Select(entry => entry.Text("type")));
        Assert.All(events, entry => Assert.StartsWith("key_", entry.Text("actor"), StringComparison.Ordinal));
        Assert.Equal("""{"changes":[{"field":"active","from":true,"to":false}]}""", events[1].At("data").GetRawText());
    }

    private static async Task Make(ApiClient api, object body) => (await api.Post("campaigns", body)).Gives(201);

    private static async Task Lists(ApiClient api, string query, string codes)
    {
        var list = (await api.Get($"campaigns{query}")).Gives(200);
        var found = list.At("campaigns").EnumerateArray().Select(campaign => campaign.Text("campaignId")).ToArray();
        Assert.Equal(codes, string.Join(' ', found));
        Assert.Equal(found.Length, list.At("total").GetInt32());
        Assert.Null(list.Text("nextCursor"));
    }
}
