using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Leads;

/// <summary>Why is this lead not called, and when would it be?</summary>
[Collection(nameof(FastHost))]
public sealed class EligibilityTests(FastHost host)
{
    private static readonly string[] Rules =
    [
        "phone_valid", "not_dnc", "consent", "campaign_active", "agent_set", "number_set", "prompt_renders", "legal_hours", "operating_hours",
        "status_allowed", "due", "no_call_running", "min_gap", "max_attempts", "daily_attempts", "number_cap",
    ];

    [Fact]
    public async Task A_fresh_lead_may_be_called_now_though_its_dialer_is_off_and_every_rule_says_why()
    {
        var scene = await Scene.Set(host.Api);
        var verdict = await Verdict(await scene.Lead(Scene.Phone("01")));
        Assert.True(verdict.At("eligible").GetBoolean());
        Assert.InRange(verdict.At("nextCallTime").GetDateTimeOffset(), RunningHost.Noon, host.Now);
        Assert.Equal(Rules, verdict.At("rules").EnumerateArray().Select(rule => rule.Text("rule")));
        Assert.All(verdict.At("rules").EnumerateArray(), rule =>
        {
            Assert.True(rule.At("passed").GetBoolean());
            Assert.Equal(JsonValueKind.Null, rule.At("nextPass").ValueKind);
            Assert.NotEqual("", rule.Text("evidence"));
        });
    }

    [Fact]
    public async Task Who_waits_for_the_clock_is_told_until_when_and_a_call_is_refused_with_the_same()
    {
        var scene = await Scene.Set(host.Api);
        var hours = new { monday = new[] { new { start = "10:00", end = "11:00" } } };
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { operatingHours = new { monday = hours.monday, tuesday = Array.Empty<object>(), wednesday = Array.Empty<object>(), thursday = Array.Empty<object>(), friday = Array.Empty<object>() } } })).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var verdict = await Verdict(leadId);
        var rule = Assert.Single(verdict.At("rules").EnumerateArray(), rule => !rule.At("passed").GetBoolean());
        Assert.Equal(("operating_hours", "OUTSIDE_OPERATING_HOURS", "at"), (rule.Text("rule"), rule.Text("code"), rule.Text("nextPass.kind")));
        Assert.Equal(("2026-11-23T15:00:00.000Z", "2026-11-23T15:00:00.000Z", false), (rule.Text("nextPass.at"), verdict.Text("nextCallTime"), verdict.At("eligible").GetBoolean()));
        Assert.StartsWith("It is 12:0", rule.Text("evidence"), StringComparison.Ordinal);
        var refused = await host.Api.Post("voice/calls/initiate", new { leadId });
        Assert.Equal("2026-11-23T15:00:00.000Z", refused.Refuses(422, "OUTSIDE_OPERATING_HOURS").Text("nextCallTime"));
    }

    [Fact]
    public async Task Another_campaign_is_judged_by_its_own_settings()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        (await host.Api.Patch($"campaigns/{other.CampaignId}", new { active = false, autoDialer = new { excludedStatuses = new[] { "new" } } })).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("01"));
        Assert.Equal(["campaign_active", "status_allowed"], Failing(await Verdict(leadId, other.CampaignId)));
        Assert.Empty(Failing(await Verdict(leadId, scene.CampaignId)));
        Assert.Equal(["consent"], await RequiringConsent(scene, leadId));
        (await host.Api.Get($"leads/{leadId}/call-eligibility?campaignId=NOPE")).Refuses(404, "NOT_FOUND");
        (await host.Api.Get("leads/lead_nobody/call-eligibility")).Refuses(404, "NOT_FOUND");
        (await host.Api.Get($"leads/{leadId}/call-eligibility?campaignId=%00")).Refuses(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task Attempts_of_the_day_and_the_organization_s_cap_are_counted()
    {
        var api = await host.NewOrganization();
        var scene = await Scene.Set(api);
        (await api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { maxAttempts = 2, maxAttemptsPerDay = 1, byOutcome = new { busy = new { afterMinutes = 90 } }, minGapMinutes = 60 } })).Gives(200);
        (await api.Patch("organization", new { numberCap = new { calls = 1, hours = 24 } })).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("05"));
        await scene.Over(await scene.Call(leadId));
        var verdict = await Verdict(leadId, api: api);
        Assert.Equal(["min_gap", "daily_attempts", "number_cap"], Failing(verdict));
        var next = verdict.At("rules").EnumerateArray().Where(rule => !rule.At("passed").GetBoolean()).Max(rule => rule.At("nextPass.at").GetDateTimeOffset());
        Assert.Equal(next, verdict.At("nextCallTime").GetDateTimeOffset());
        (await api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "MIN_GAP_NOT_ELAPSED");
    }

    [Fact]
    public async Task An_attempt_s_history_has_what_every_rule_said_and_by_which_law()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await scene.Over(await scene.Call(leadId));
        var decided = (await host.Api.Get($"leads/{leadId}/events")).Gives(200).At("events").EnumerateArray().Single(entry => entry.Text("type") == "call_decided").At("data");
        Assert.Equal(Rules, decided.At("verdicts").EnumerateArray().Select(verdict => verdict.Text("rule")));
        Assert.Contains("/tzdb-", decided.Text("law"), StringComparison.Ordinal);
    }

    private async Task<string[]> RequiringConsent(Scene scene, string leadId)
    {
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { requireConsent = true })).Gives(200);
        return Failing(await Verdict(leadId));
    }

    private async Task<JsonElement> Verdict(string leadId, string? campaignId = null, ApiClient? api = null) =>
        (await (api ?? host.Api).Get($"leads/{leadId}/call-eligibility{(campaignId is null ? "" : $"?campaignId={campaignId}")}")).Gives(200);

    private static string[] Failing(JsonElement verdict) => [.. verdict.At("rules").EnumerateArray().Where(rule => !rule.At("passed").GetBoolean()).Select(rule => rule.Text("rule")!)];
}
