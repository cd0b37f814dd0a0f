using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>What a submission answers where the campaign calls by itself.</summary>
[Collection(nameof(FastHost))]
public sealed class FirstSubmissionTests(FastHost host)
{
    [Fact]
    public async Task A_new_lead_is_pending_action_and_the_answer_says_which()
    {
        var scene = await Acting();
        var submitted = (await host.Api.Post("leads/submit", scene.Person(Scene.Phone("01")))).Gives(201);
        Assert.Equal(("pending_action", "voice_ai_call"), (submitted.Text("status"), submitted.Text("firstSubmissionAction.type")));
        Assert.Equal(0, submitted.At("firstSubmissionAction.refusals").GetArrayLength());
    }

    [Fact]
    public async Task A_lead_that_is_only_entered_is_not_called()
    {
        var scene = await Acting();
        Assert.Equal("new", (await scene.GetLead(await scene.Lead(Scene.Phone("01")))).Text("status"));
    }

    [Fact]
    public async Task An_inactive_campaign_refuses_the_action_and_takes_the_lead()
    {
        var scene = await Acting();
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { active = false })).Gives(200);
        var submitted = (await host.Api.Post("leads/submit", scene.Person(Scene.Phone("01")))).Gives(201);
        Assert.Equal("pending", submitted.Text("status"));
        Assert.Equal(JsonValueKind.Null, submitted.At("firstSubmissionAction.nextCallTime").ValueKind);
        Assert.Contains(submitted.At("firstSubmissionAction.refusals").EnumerateArray(), refusal => refusal.Text("code") == "CAMPAIGN_INACTIVE" && refusal.Text("evidence") != "");
    }

    [Fact]
    public async Task So_it_does_for_a_lead_that_is_a_test()
    {
        var scene = await Acting();
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { active = false })).Gives(200);
        var submitted = (await host.Api.Post("leads/submit", new { campaignId = scene.CampaignId, firstName = "A", lastName = "B", email = "a@b.c", phone = Scene.Phone("01"), isTest = true })).Gives(201);
        Assert.Contains(submitted.At("firstSubmissionAction.refusals").EnumerateArray(), refusal => refusal.Text("rule") == "campaign_active" && refusal.Text("code") == "CAMPAIGN_INACTIVE");
    }

    [Fact]
    public async Task A_lead_that_must_not_be_called_is_not()
    {
        var scene = await Acting();
        var submitted = (await host.Api.Post("leads/submit", new
        {
            campaignId = scene.CampaignId, firstName = "Marta", lastName = "Keller", email = "marta@example.com", phone = Scene.Phone("01"), flags = new { isDnc = true },
        })).Gives(201);
        Assert.Equal("pending", submitted.Text("status"));
        Assert.Contains(submitted.At("firstSubmissionAction.refusals").EnumerateArray(), refusal => refusal.Text("code") == "LEAD_DNC");
    }

    private async Task<Scene> Acting()
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { firstSubmissionAction = new { enabled = true } })).Gives(200);
        return scene;
    }
}
