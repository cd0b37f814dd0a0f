using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>A dialer is held and goes on, and tells so.</summary>
[Collection(nameof(FastHost))]
public sealed class PauseTests(FastHost host)
{
    /// <summary>Spec: a pause takes effect within a second, everywhere.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("campaigns/{0}/auto-dialer/pause", "campaigns/{0}/auto-dialer/resume", "The campaign's auto-dialer is paused.")]
    [InlineData("dialer/pause", "dialer/resume", "All dialling is paused.")]
    public async Task Nothing_starts_after_a_pause_until_it_is_resumed_and_every_lead_tells_why(string pause, string resume, string why)
    {
        var scene = await DialerScene.Set(await host.NewOrganization(), new { active = true, operatingHours = DialerScene.Always, callsPerMinute = 600 });
        var leads = await scene.Leads(40);
        await scene.Send(leads.Keys);
        await scene.RangAtLeast(leads.Values, 3);

        (await scene.Api.Post(string.Format(null, pause, scene.CampaignId), new { })).Gives(200);
        var paused = host.Now;
        var status = await Eventually.Sees(scene.Status, seen => seen.GetProperty("inFlight").GetInt32() == 0, "the calls to end");
        Assert.True(status.GetProperty("paused").GetBoolean());
        var held = status.GetProperty("heldBecause").GetProperty("campaign_active").GetInt32();
        Assert.Equal((0, held), (status.GetProperty("dueNow").GetInt32(), status.GetProperty("lanes").GetProperty("new").GetInt32()));
        Assert.InRange(held, 1, 37);
        var rang = await scene.Rang(leads.Values);
        Assert.True(rang[^1] <= paused + Grace, $"Paused at {paused:O}, a phone rang at {rang[^1]:O}.");

        var waiting = await FirstWaiting(scene, leads.Keys);
        var rule = (await scene.Eligibility(waiting)).GetProperty("rules").EnumerateArray().Single(verdict => verdict.Text("rule") == "campaign_active");
        Assert.Equal((false, why, "on_event"), (rule.GetProperty("passed").GetBoolean(), rule.Text("evidence"), rule.GetProperty("nextPass").Text("kind")));

        (await scene.Api.Post(string.Format(null, resume, scene.CampaignId), new { })).Gives(200);
        await scene.RangAtLeast(leads.Values, rang.Length + 5);
    }

    [Fact]
    public async Task A_paused_campaign_still_makes_manual_calls_and_a_paused_organization_makes_none()
    {
        var scene = await DialerScene.Set(await host.NewOrganization());
        (await scene.Api.Post($"campaigns/{scene.CampaignId}/auto-dialer/pause", new { })).Gives(200);
        var (leadId, _) = (await scene.Leads(1)).Single();
        await scene.Scene.Final(await scene.Scene.Call(leadId));

        (await scene.Api.Post("dialer/pause", new { })).Gives(200);
        var refused = await scene.Api.Post("voice/calls/initiate", new { leadId, isTest = true });
        Assert.Equal((422, Codes.CampaignInactive), (refused.Status, refused.Error.Text("code")));
        (await scene.Api.Post("dialer/resume", new { })).Gives(200);
        await scene.Scene.Final(await scene.Scene.Call(leadId));
    }

    [Fact]
    public async Task A_dialer_that_is_switched_off_holds_new_leads_and_goes_on_when_it_is_switched_on()
    {
        var scene = await DialerScene.Set(await host.NewOrganization(), new { active = false, operatingHours = DialerScene.Always, callsPerMinute = 6000 });
        var leads = await scene.Leads(3);
        await scene.Send(leads.Keys);
        var status = await scene.Status();
        Assert.Equal((false, 0, 3), (status.GetProperty("active").GetBoolean(), status.GetProperty("dueNow").GetInt32(), status.GetProperty("heldBecause").GetProperty("campaign_active").GetInt32()));

        await scene.Change(new { autoDialer = new { active = true } });
        await scene.RangAtLeast(leads.Values, 3);
    }

    [Fact]
    public async Task A_campaign_that_is_not_there_cannot_be_paused_nor_asked()
    {
        Assert.Equal(404, (await host.Api.Post("campaigns/NONE/auto-dialer/pause", new { })).Status);
        Assert.Equal(404, (await host.Api.Post("campaigns/NONE/auto-dialer/resume", new { })).Status);
        Assert.Equal(404, (await host.Api.Get("campaigns/NONE/auto-dialer")).Status);
    }

    private static async Task<string> FirstWaiting(DialerScene scene, IEnumerable<string> leadIds)
    {
        foreach (var leadId in leadIds)
        {
            if ((await scene.Scene.GetLead(leadId)).GetProperty("attempts").GetProperty("total").GetInt32() == 0)
            {
                return leadId;
            }
        }

        throw new InvalidOperationException("Every lead was called.");
    }
}
