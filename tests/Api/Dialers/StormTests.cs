using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>The provider refuses everything for a while: nobody loses an attempt, and the pace comes back.</summary>
public sealed class StormTests(StormTests.Host host) : IClassFixture<StormTests.Host>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LEADSAIL_LONG") == "1";

    public sealed class Host() : RunningHost(speed: 10_000);

    [Theory]
    [InlineData(429)]
    [InlineData(401)]
    public async Task A_storm_opens_the_breaker_and_costs_no_lead_an_attempt(int status)
    {
        var scene = await DialerScene.Set(await host.NewOrganization());
        var leads = await scene.Leads(30);
        Assert.Equal(200, (await host.Api.Post("/simulator/storms", new { status, seconds = IsLong ? 60 : 4 })).Status);
        await scene.Send(leads.Keys);

        var held = await Eventually.Sees(scene.Status, seen => seen.GetProperty("line").Text("breaker") != "closed", "the breaker to open");
        Assert.False(string.IsNullOrWhiteSpace(held.GetProperty("line").Text("reason")));
        Assert.NotNull(held.GetProperty("line").Text("retryAt"));

        await Eventually.Sees(() => scene.Rang(leads.Values), rang => rang.Length == 30, "every phone to ring once", TimeSpan.FromMinutes(4));
        var end = await Eventually.Sees(
            scene.Status, seen => seen.GetProperty("inFlight").GetInt32() == 0 && seen.GetProperty("line").GetProperty("inUse").GetInt32() == 0, "the calls to end and free their slots");
        Assert.Equal("closed", end.GetProperty("line").Text("breaker"));
        foreach (var leadId in leads.Keys)
        {
            // a lead hears of its call's end just after it
            await Eventually.Sees(() => scene.Scene.GetLead(leadId), lead => lead.GetProperty("attempts").GetProperty("total").GetInt32() == 1, "one attempt");
        }
    }
}
