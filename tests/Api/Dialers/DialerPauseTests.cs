using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.Dialers;

/// <summary>Pausing everything an organization dials.</summary>
[Collection(nameof(FastHost))]
public sealed class DialerPauseTests(FastHost host)
{
    [Fact]
    public async Task While_all_dialling_is_paused_nobody_is_called_not_even_for_a_test()
    {
        var api = await host.NewOrganization();
        var scene = await Scene.Set(api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        for (var repeat = 0; repeat < 2; repeat++)
        {
            Assert.True((await api.Post("dialer/pause", new { })).Gives(200).At("paused").GetBoolean());
        }

        foreach (var isTest in (bool[])[false, true])
        {
            var refused = await api.Post("voice/calls/initiate", new { leadId, isTest });
            Assert.Null(refused.Refuses(422, "CAMPAIGN_INACTIVE").Text("nextCallTime"));
            Assert.Equal("campaign_active: All dialling is paused.", Assert.Single(refused.Details));
        }

        var organization = (await api.Get("organization")).Gives(200);
        Assert.Equal((true, 2), (organization.At("dialingPaused").GetBoolean(), organization.At("version").GetInt32())); // a repeat changes nothing
        var other = await Scene.Set(host.Api);
        await other.Over(await other.Call(await other.Lead(Scene.Phone("01"))));
        Assert.False((await api.Post("dialer/resume", new { })).Gives(200).At("paused").GetBoolean());
        await scene.Over(await scene.Call(leadId));
    }

    [Fact]
    public async Task Whoever_may_write_pauses_and_changes_of_others_are_kept()
    {
        var (writer, reader) = (await host.ClientWith(Scope.Write), await host.ClientWith(Scope.Read));
        (await reader.Post("dialer/pause", new { })).Refuses(403, "FORBIDDEN");
        (await writer.Post("dialer/resume", new { })).Gives(200);
        var api = await host.NewOrganization();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i => (i % 2 == 0 ? await api.Post("dialer/pause", new { }) : await api.Patch("organization", new { name = $"Name {i}" })).Gives(200)));
        var organization = (await api.Get("organization")).Gives(200);
        Assert.True(organization.At("dialingPaused").GetBoolean());
        Assert.StartsWith("Name ", organization.Text("name"), StringComparison.Ordinal);
    }
}
