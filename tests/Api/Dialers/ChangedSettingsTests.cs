using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>Settings change while leads wait: whoever was held by the old ones is not held by them any longer.</summary>
[Collection(nameof(FastHost))]
public sealed class ChangedSettingsTests(FastHost host)
{
    private static object Dialer(int perDay) => new
    {
        active = true, operatingHours = DialerScene.Always, callsPerMinute = 6000, sequence = new[] { new { afterMinutes = 0 } }, maxAttempts = 2, maxAttemptsPerDay = perDay,
    };

    [Fact]
    public async Task A_lead_that_had_its_calls_of_today_is_called_when_more_are_allowed()
    {
        var scene = await DialerScene.Set(await host.NewOrganization(), Dialer(perDay: 1));
        var leads = await scene.Leads(1, "05");
        await scene.Send(leads.Keys);
        await Eventually.Sees(scene.Status, seen => seen.GetProperty("heldBecause").TryGetProperty("daily_attempts", out _), "the lead to be held");

        await scene.Change(new { autoDialer = Dialer(perDay: 2) });
        await scene.RangAtLeast(leads.Values, 2);
    }

    [Fact]
    public async Task A_number_cap_that_is_lifted_holds_nobody()
    {
        var scene = await DialerScene.Set(await host.NewOrganization(), Dialer(perDay: 5));
        (await scene.Api.Patch("organization", new { numberCap = new { calls = 1, hours = 24 } })).Gives(200);
        var leads = await scene.Leads(1, "05");
        await scene.Send(leads.Keys);
        await Eventually.Sees(scene.Status, seen => seen.GetProperty("heldBecause").TryGetProperty("number_cap", out _), "the lead to be held");

        (await scene.Api.Send(HttpMethod.Patch, "organization", """{ "numberCap": null }""")).Gives(200);
        await scene.RangAtLeast(leads.Values, 2);
    }

    [Theory]
    [InlineData("requireConsent", "consent")]
    [InlineData("dialingPaused", "campaign_active")]
    public async Task What_the_organization_asks_no_longer_holds_nobody(string setting, string rule)
    {
        var scene = await DialerScene.Set(await host.NewOrganization());
        (await scene.Api.Patch("organization", new Dictionary<string, bool> { [setting] = true })).Gives(200);
        var leads = await scene.Leads(1);
        await scene.Send(leads.Keys);
        await Eventually.Sees(scene.Status, seen => seen.GetProperty("heldBecause").TryGetProperty(rule, out _), "the lead to be held");

        (await scene.Api.Patch("organization", new Dictionary<string, bool> { [setting] = false })).Gives(200);
        await Eventually.Sees(() => scene.Rang(leads.Values), rang => rang.Length > 0, "the phone to ring before the hold ends by itself", guard: TimeSpan.FromSeconds(30));
    }
}
