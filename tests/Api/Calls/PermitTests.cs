using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Calls;

/// <summary>What changes while a call waits for its slot is looked at again before it is dialled, and what changes after its permit is told of it.</summary>
[Collection(nameof(LifelikeHost))]
public sealed class PermitTests(LifelikeHost host)
{
    [Fact]
    public async Task A_call_that_waits_is_stopped_by_the_list_the_lead_s_record_a_pause_and_a_cap()
    {
        var api = await host.NewOrganization();
        await Line(api, 1);
        var scene = await Scene.Set(api, "sip_trunk");
        await Ringing(scene); // takes the only slot for as long as it rings
        string[] phones = [.. Enumerable.Range(0, 3).Select(_ => Scene.Phone("05"))];
        var leads = await Task.WhenAll(phones.Select(scene.Lead));
        var calls = await Task.WhenAll(leads.Select(scene.Call));

        Assert.Equal(JsonValueKind.Null, (await api.Post("dnc", new { phone = phones[0], reason = "asked" })).Gives(201).At("inFlight").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await api.Send(HttpMethod.Put, $"leads/{leads[1]}/dnc", """{ "channels": ["phone"] }""")).Gives(200).At("inFlight").ValueKind);
        Assert.True((await api.Post("dialer/pause", new { })).Gives(200).At("paused").GetBoolean());
        await Line(api, 10);

        var ends = await Task.WhenAll(calls.Select(scene.Final));
        Assert.Equal(["LEAD_DNC", "LEAD_DNC", "CAMPAIGN_INACTIVE"], ends.Select(end => end.Text("errorCode")));
        Assert.All(ends, end => Assert.Equal(("error", false), (end.Text("status"), end.At("dialled").GetBoolean())));
        Assert.All(await Task.WhenAll(phones.Select(api.Dials)), Assert.Empty);
        Assert.Equal(0, (await scene.GetLead(leads[2])).At("attempts.total").GetInt32());
    }

    [Fact]
    public async Task A_call_that_rings_goes_on_and_is_named_to_whoever_lists_its_number_or_lead()
    {
        var scene = await Scene.Set(host.Api, "sip_trunk");
        var (leadId, phone, interactionId) = await Ringing(scene);
        Assert.Equal(interactionId, (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["phone"] }""")).Gives(200).Text("inFlight"));
        Assert.Equal(interactionId, (await host.Api.Post("dnc", new { phone })).Gives(201).Text("inFlight"));
        Assert.Equal(interactionId, (await host.Api.Post("dnc", new { phone })).Gives(200).Text("inFlight"));
        Assert.Equal(interactionId, (await host.Api.Get($"dnc?search={phone[1..]}")).Gives(200).At("entries")[0].Text("inFlight"));
        Assert.Equal("in_progress", (await scene.Interaction(interactionId)).Text("status"));
        var verdict = (await host.Api.Get($"leads/{leadId}/call-eligibility")).Gives(200);
        Assert.Equal(JsonValueKind.Null, verdict.At("nextCallTime").ValueKind);
    }

    private static async Task Line(ApiClient api, int maxConcurrentCalls) =>
        (await api.Patch("organization", new { lines = new[] { new { provider = "elevenlabs", maxConcurrentCalls, callsPerSecond = 100 } } })).Gives(200);

    private static async Task<(string LeadId, string Phone, string InteractionId)> Ringing(Scene scene)
    {
        var phone = Scene.Phone("05");
        var leadId = await scene.Lead(phone);
        var interactionId = await scene.Call(leadId);
        await Eventually.Sees(() => scene.Api.Dials(phone), dials => dials is [var dial] && dial.Text("outcome") == "ringing", $"{phone} to ring");
        return (leadId, phone, interactionId);
    }
}
