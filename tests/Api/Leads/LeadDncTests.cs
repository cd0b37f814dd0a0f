using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Hosting;

namespace LeadSail.Leads;

/// <summary>The do-not-call record of one lead.</summary>
[Collection(nameof(FastHost))]
public sealed class LeadDncTests(FastHost host)
{
    [Fact]
    public async Task The_phone_channel_stands_against_calls_and_the_others_do_not()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var set = await Put(leadId, """{ "channels": ["email", "sms"], "reason": "no mail" }""");
        Assert.Equal((leadId, """["sms","email"]""", JsonValueKind.Null), (set.Text("leadId"), set.At("dnc.channels").GetRawText(), set.At("inFlight").ValueKind));
        Assert.False((await scene.GetLead(leadId)).At("flags.isDnc").GetBoolean());
        await scene.Over(await scene.Call(leadId));

        set = await Put(leadId, """{ "channels": ["email", "phone", "sms"] }""");
        Assert.Equal(("""["phone","sms","email"]""", "no mail"), (set.At("dnc.channels").GetRawText(), set.Text("dnc.reason")));
        var lead = await scene.GetLead(leadId);
        Assert.Equal((true, set.At("dnc").GetRawText()), (lead.At("flags.isDnc").GetBoolean(), lead.At("dnc").GetRawText()));
        (await host.Api.Post("voice/calls/initiate", new { leadId })).Refuses(422, "LEAD_DNC");
        Assert.Contains(leadId, (await host.Api.Get($"leads?isDnc=true&campaignIds={scene.CampaignId}")).Gives(200).GetRawText(), StringComparison.Ordinal);

        Assert.Equal(JsonValueKind.Null, (await host.Api.Delete($"leads/{leadId}/dnc")).Gives(200).At("dnc").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await host.Api.Delete($"leads/{leadId}/dnc")).Gives(200).At("dnc").ValueKind);
        await scene.Over(await scene.Call(leadId));
    }

    [Fact]
    public async Task Only_an_admin_takes_a_channel_back()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var writer = await host.ClientWith(Scope.Read, Scope.Write);
        (await writer.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["phone"], "reason": "asked" }""")).Gives(200);
        (await writer.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["email"] }""")).Refuses(403, "FORBIDDEN");
        (await writer.Delete($"leads/{leadId}/dnc")).Refuses(403, "FORBIDDEN");
        Assert.Equal("""["phone"]""", (await scene.GetLead(leadId)).At("dnc.channels").GetRawText());
        Assert.Equal("""["email"]""", (await Put(leadId, """{ "channels": ["email"] }""")).At("dnc.channels").GetRawText());
        (await host.Api.Patch($"leads/{leadId}", new { flags = new { isDnc = true } })).Gives(200);
        Assert.Equal("""["phone","email"]""", (await host.Api.Patch($"leads/{leadId}", new { firstName = "Ann" })).Gives(200).At("dnc.channels").GetRawText());
        Assert.Equal("""["email"]""", (await host.Api.Patch($"leads/{leadId}", new { flags = new { isDnc = false } })).Gives(200).At("dnc.channels").GetRawText());
    }

    [Fact]
    public async Task What_is_wrong_is_told()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": [] }""")).FindsFault("channels: must have at least 1 items");
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["fax"], "until": 1 }""")).FindsFault("channels[0]: must be one of phone, sms, email", "until: unknown field");
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", "{}")).FindsFault("channels: is required");
        (await host.Api.Send(HttpMethod.Put, "leads/lead_nobody/dnc", """{ "channels": ["phone"] }""")).Refuses(404, "NOT_FOUND");
        (await host.Api.Delete("leads/lead_nobody/dnc")).Refuses(404, "NOT_FOUND");
        (await host.Api.Delete($"leads/{leadId}")).Gives(200);
        (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", """{ "channels": ["phone"] }""")).Refuses(404, "NOT_FOUND");
    }

    private async Task<JsonElement> Put(string leadId, string body) => (await host.Api.Send(HttpMethod.Put, $"leads/{leadId}/dnc", body)).Gives(200);
}
