using System.Globalization;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Settings;

/// <summary>What holds for every kind of settings: create, read, list, change, versions.</summary>
[Collection(nameof(FastHost))]
public sealed class SettingTests(FastHost host)
{
    /// <summary>Path, name of the list, name and prefix of the id, a body, a merge patch, and a field with the value that it changes.</summary>
    public static TheoryData<string, string, string, string, string, string, string, string> Kinds => new()
    {
        { "voice-agents", "voiceAgents", "agentId", "agent_", """{ "name": "Amy", "providerAgentId": "agent_x" }""", """{ "name": "Bea", "active": false }""", "name", "Bea" },
        { "phone-numbers", "phoneNumbers", "phoneNumberId", "num_", """{ "phoneNumber": "+12125550100", "providerPhoneNumberId": "phnum_x", "label": "Desk" }""", """{ "label": "Hall" }""", "label", "Hall" },
        { "prompt-templates", "promptTemplates", "promptTemplateId", "tmpl_", """{ "name": "Solar", "body": "Hello {{ first_name }}", "firstMessage": "Hi" }""", """{ "body": "Bye {{ first_name }}" }""", "body", "Bye {{ first_name }}" },
        { "campaigns", "campaigns", "campaignId", "", """{ "name": "Solar" }""", """{ "name": "Wind" }""", "name", "Wind" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_made_is_read_changed_and_versioned(string path, string list, string id, string prefix, string body, string patch, string field, string value)
    {
        var made = await host.Api.Send(HttpMethod.Post, path, body);
        var itsId = made.Gives(201).Text(id)!;
        Assert.StartsWith(prefix, itsId, StringComparison.Ordinal);
        Assert.Equal(($"/api/v1/{path}/{itsId}", "\"1\"", 1), (made.Headers.Location!.ToString(), made.Headers.ETag!.ToString(), made.Data.At("version").GetInt32()));
        var read = await host.Api.Get($"{path}/{itsId}");
        Assert.Equal((made.Data.GetRawText(), "\"1\""), (read.Gives(200).GetRawText(), read.Headers.ETag!.ToString()));

        var changed = await host.Api.Send(HttpMethod.Patch, $"{path}/{itsId}", patch, ifMatch: "\"1\"");
        Assert.Equal((value, 2, "\"2\""), (changed.Gives(200).Text(field), changed.Data.At("version").GetInt32(), changed.Headers.ETag!.ToString()));
        Assert.Equal(changed.Data.GetRawText(), (await host.Api.Get($"{path}/{itsId}")).Gives(200).GetRawText());
        Assert.Contains((await host.Api.Get($"{path}?limit=100")).Gives(200).At(list).EnumerateArray(), row => row.Text(id)!.Length > 0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stale_version_changes_nothing(string path, string list, string id, string prefix, string body, string patch, string field, string value)
    {
        _ = (list, prefix, value);
        var made = (await host.Api.Send(HttpMethod.Post, path, body)).Gives(201);
        var place = $"{path}/{made.Text(id)}";
        (await host.Api.Send(HttpMethod.Patch, place, patch, "\"0\"")).Refuses(409, "CONFLICT");
        (await host.Api.Send(HttpMethod.Patch, place, patch, "\"2\"")).Refuses(409, "CONFLICT");
        Assert.Equal(made.Text(field), (await host.Api.Get(place)).Gives(200).Text(field));
        (await host.Api.Send(HttpMethod.Patch, place, patch, "*")).Gives(200);
        (await host.Api.Send(HttpMethod.Patch, place, "{}", "\"1\"")).Refuses(409, "CONFLICT");
        (await host.Api.Send(HttpMethod.Patch, place, body)).Gives(200);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"one\"")]
    [InlineData("\"\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task A_version_that_is_none_is_told(string ifMatch)
    {
        var scene = await Scene.Set(host.Api);
        foreach (var place in new[] { $"campaigns/{scene.CampaignId}", $"voice-agents/{scene.AgentId}" })
        {
            (await host.Api.Patch(place, new { name = "Other" }, ifMatch)).FindsFault("If-Match: must be the ETag of a version, e.g. \"3\"");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_that_change_the_same_version_one_does(string path, string list, string id, string prefix, string body, string patch, string field, string value)
    {
        _ = (list, prefix, field, value);
        var place = $"{path}/{(await host.Api.Send(HttpMethod.Post, path, body)).Gives(201).Text(id)}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Api.Send(HttpMethod.Patch, place, patch, "\"1\"")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
        Assert.Equal(2, (await host.Api.Get(place)).Gives(200).At("version").GetInt32());
    }

    [Fact]
    public async Task Changes_without_a_version_all_come_to_stand()
    {
        var scene = await Scene.Set(host.Api);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
            (await host.Api.Patch($"voice-agents/{scene.AgentId}", new { name = string.Create(CultureInfo.InvariantCulture, $"Amy {i}") })).Gives(200)));
        Assert.Equal(9, (await host.Api.Get($"voice-agents/{scene.AgentId}")).Gives(200).At("version").GetInt32());
    }

    [Fact]
    public async Task A_null_clears_what_may_be_empty_and_is_refused_where_nothing_may()
    {
        var scene = await Scene.Set(host.Api);
        Assert.Null((await host.Api.Send(HttpMethod.Patch, $"voice-agents/{scene.AgentId}", """{ "phoneNumberId": null }""")).Gives(200).Text("phoneNumberId"));
        (await host.Api.Send(HttpMethod.Patch, $"voice-agents/{scene.AgentId}", """{ "name": null, "active": null, "inbound": { "campaignIds": null } }""")).FindsFault(
            "name: must not be null", "active: must not be null", "inbound.campaignIds: must not be null");
        Assert.True((await host.Api.Send(HttpMethod.Patch, $"voice-agents/{scene.AgentId}", $$"""{ "inbound": { "campaignIds": ["{{scene.CampaignId}}"] } }""")).Gives(200).At("inbound.campaignIds").GetArrayLength() == 1);
        Assert.Equal(1, (await host.Api.Send(HttpMethod.Patch, $"voice-agents/{scene.AgentId}", """{ "inbound": { "enabled": true } }""")).Gives(200).At("inbound.campaignIds").GetArrayLength());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task More_than_a_hundred_are_listed_in_pages_none_twice_none_left_out(string path, string list, string id, string prefix, string body, string patch, string field, string value)
    {
        _ = (prefix, patch, field, value);
        var api = await host.NewOrganization();
        var made = await Task.WhenAll(Enumerable.Range(0, 105).Select(async _ => (await api.Send(HttpMethod.Post, path, body)).Gives(201).Text(id)!));

        var pages = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null; cursor = pages[^1].Text("nextCursor"))
        {
            pages.Add((await api.Get($"{path}?limit=50{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Gives(200));
        }

        Assert.Equal([50, 50, 5], pages.Select(page => page.At(list).GetArrayLength()));
        Assert.Equal([true, true, false], pages.Select(page => page.At("hasMore").GetBoolean()));
        Assert.Equal(made.Order(StringComparer.Ordinal), pages.SelectMany(page => page.At(list).EnumerateArray()).Select(row => row.Text(id)));
        Assert.Equal(100, (await api.Get($"{path}?limit=100")).Gives(200).At(list).GetArrayLength());
        Assert.Equal(50, (await api.Get(path)).Gives(200).At(list).GetArrayLength());
        Assert.Equal(0, (await api.Get($"{path}?cursor=zzzz")).Gives(200).At(list).GetArrayLength());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_nobody_has_cannot_be_changed(string path, string list, string id, string prefix, string body, string patch, string field, string value)
    {
        _ = (list, id, body, field, value);
        (await host.Api.Send(HttpMethod.Patch, $"{path}/{prefix}NOPE", patch)).Refuses(404, "NOT_FOUND");
        (await host.Api.Get($"{path}/{prefix}NOPE")).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Ids_in_an_agent_that_nobody_has_are_not_found()
    {
        var scene = await Scene.Set(host.Api);
        var unknownNumber = await host.Api.Post("voice-agents", new { name = "Amy", providerAgentId = "x", phoneNumberId = "num_nothing" });
        Assert.Equal("phoneNumberId: there is no phone number num_nothing.", unknownNumber.Refuses(404, "NOT_FOUND").Text("message"));
        var unknownCampaign = await host.Api.Patch($"voice-agents/{scene.AgentId}", new { inbound = new { campaignIds = new[] { scene.CampaignId, "NOPE" } } });
        Assert.Equal("inbound.campaignIds: there is no campaign NOPE.", unknownCampaign.Refuses(404, "NOT_FOUND").Text("message"));
    }

    [Theory]
    [InlineData("""{ "phoneNumber": "12125550100", "providerPhoneNumberId": "x" }""", "phoneNumber: must be E.164, e.g. +12125550100")]
    [InlineData("""{ "phoneNumber": "", "providerPhoneNumberId": "x" }""", "phoneNumber: must be E.164, e.g. +12125550100")]
    [InlineData("""{ "phoneNumber": "+12125550100", "providerPhoneNumberId": "x", "transport": "fax" }""", "transport: must be one of twilio, sip_trunk")]
    [InlineData("""{ "phoneNumber": "+12125550100", "providerPhoneNumberId": "x", "provider": "acme" }""", "provider: must be one of elevenlabs")]
    [InlineData("""{ "phoneNumber": "+12125550100" }""", "providerPhoneNumberId: is required")]
    public async Task A_phone_number_is_E164_on_a_known_transport_of_a_known_provider(string body, string fault) =>
        (await host.Api.Send(HttpMethod.Post, "phone-numbers", body)).FindsFault(fault);
}
