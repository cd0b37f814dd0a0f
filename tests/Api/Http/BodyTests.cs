using System.Text;
using LeadSail.Hosting;

namespace LeadSail.Http;

/// <summary>What is wrong with bodies, in one line per fault.</summary>
[Collection(nameof(FastHost))]
public sealed class BodyTests(FastHost host)
{
    [Theory]
    [InlineData("", "body: is required")]
    [InlineData("   ", "line 1, column 4")]
    [InlineData("{\"name\":\n  nope}", "line 2, column 4")]
    [InlineData("{\"name\":\"x\",}", "line 1, column 13")]
    [InlineData("{\"name\":\"x\"", "line 1, column 12")]
    [InlineData("{\"name\":\"x\"} {}", "line 1, column 14")]
    [InlineData("{'name':'x'}", "line 1, column 2")]
    [InlineData("// note\n{}", "line 1, column 1")]
    [InlineData("{\"name\":01}", "line 1, column 10")]
    [InlineData("{\"name\":NaN}", "line 1, column 9")]
    [InlineData("not json", "line 1, column 2")]
    public async Task What_is_not_JSON_is_told_with_its_place(string body, string told)
    {
        var answer = await host.Api.Send(HttpMethod.Post, "campaigns", body);
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.Contains(told, Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"name\":\"x\"}]")]
    [InlineData("\"name\"")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("true")]
    public async Task A_body_is_an_object(string body)
    {
        (await host.Api.Send(HttpMethod.Post, "campaigns", body)).FindsFault("body: must be a JSON object");
        var scene = await Scene.Set(host.Api);
        (await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", body)).FindsFault("body: must be a JSON object");
    }

    [Theory]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "name")]
    [InlineData("{\"name\":\"a\",\"voice\":{\"agentId\":null,\"agentId\":null}}", "agentId")]
    public async Task A_field_given_twice_is_refused(string body, string field)
    {
        var answer = await host.Api.Send(HttpMethod.Post, "campaigns", body);
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.Contains(field, Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_endless_depth_is_refused()
    {
        var answer = await host.Api.Send(HttpMethod.Post, "campaigns", new StringBuilder().Insert(0, "{\"voice\":", 100_000).ToString());
        answer.Refuses(400, "VALIDATION_ERROR");
        Assert.Contains("depth", Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("x\\udc00y")]
    [InlineData("\\ude00\\ud83d")]
    public async Task Half_a_character_is_refused_wherever_it_stands(string half)
    {
        (await host.Api.Send(HttpMethod.Post, "campaigns", $"{{\"name\":\"{half}\"}}")).FindsFault("body: has a text that is not valid Unicode");
        (await host.Api.Send(HttpMethod.Post, "campaigns", $"{{\"name\":\"x\",\"{half}\":1}}")).FindsFault("body: has a text that is not valid Unicode");
        (await host.Api.Send(HttpMethod.Post, "leads", $"{{\"customFields\":{{\"deep\":[\"{half}\"]}}}}")).FindsFault("body: has a text that is not valid Unicode");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "campaigns") { Content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]) };
        request.Content.Headers.ContentType = new("application/json");
        (await host.Api.Send(request)).Refuses(400, "VALIDATION_ERROR");
    }

    [Fact]
    public async Task A_NUL_character_is_refused() =>
        (await host.Api.Send(HttpMethod.Post, "campaigns", "{\"name\":\"a\\u0000b\"}")).FindsFault("name: must not contain a NUL character");

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_with_its_path() =>
        (await host.Api.Send(HttpMethod.Post, "campaigns", """
            { "campaignId": "lower", "active": "yes", "archived": null, "clientId": 7, "nmae": "typo", "voice": { "agentId": [], "maxDurationSeconds": 59, "speed": 2 } }
            """)).FindsFault(
            "campaignId: must be 2-5 upper-case letters and digits",
            "active: must be true or false",
            "archived: must not be null",
            "clientId: must be a string",
            "nmae: unknown field",
            "voice.agentId: must be a string",
            "voice.maxDurationSeconds: must be from 60 to 3600",
            "voice.speed: unknown field",
            "name: is required");

    [Theory]
    [InlineData("60.5", "must be a whole number")]
    [InlineData("1e400", "must be a whole number")]
    [InlineData("99999999999999999999", "must be a whole number")]
    [InlineData("\"600\"", "must be a whole number")]
    [InlineData("3601", "must be from 60 to 3600")]
    [InlineData("-1", "must be from 60 to 3600")]
    [InlineData("true", "must be a whole number")]
    public async Task A_number_is_whole_and_within_its_range(string number, string fault) =>
        (await host.Api.Send(HttpMethod.Post, "campaigns", $"{{\"name\":\"x\",\"voice\":{{\"maxDurationSeconds\":{number}}}}}")).FindsFault($"voice.maxDurationSeconds: {fault}");

    [Theory]
    [InlineData("\"\"", "name: must not be empty")]
    [InlineData("\"   \"", "name: must not be empty")]
    [InlineData("null", "name: must not be null")]
    [InlineData("{}", "name: must be a string")]
    public async Task A_name_is_not_empty(string name, string fault) => (await host.Api.Send(HttpMethod.Post, "campaigns", $"{{\"name\":{name}}}")).FindsFault(fault);

    [Fact]
    public async Task A_name_of_two_hundred_characters_fits_and_one_more_does_not()
    {
        (await host.Api.Post("campaigns", new { name = new string('n', 200) })).Gives(201);
        (await host.Api.Post("campaigns", new { name = new string('n', 201) })).FindsFault("name: must have at most 200 characters");
    }

    [Theory]
    [InlineData("\"sideways\"")]
    [InlineData("\"OUTBOUND\"")]
    [InlineData("0")]
    public async Task A_value_of_an_enumeration_is_one_of_its_names(string direction)
    {
        var answer = await host.Api.Send(HttpMethod.Post, "voice/calls/initiate", $"{{\"leadId\":\"lead_1\",\"direction\":{direction}}}");
        answer.FindsFault("direction: must be one of outbound, inbound");
    }

    [Fact]
    public async Task Items_of_a_list_are_told_by_their_index() =>
        (await host.Api.Send(HttpMethod.Post, "voice-agents", """{ "name": "A", "providerAgentId": "x", "inbound": { "campaignIds": ["ABC", null, 7] } }""")).FindsFault(
            "inbound.campaignIds[1]: must be a string",
            "inbound.campaignIds[2]: must be a string");

    [Fact]
    public async Task A_list_has_its_most_items() =>
        (await host.Api.Post("voice-agents", new { name = "A", providerAgentId = "x", inbound = new { campaignIds = Enumerable.Repeat("ABC", 51) } }))
            .FindsFault("inbound.campaignIds: must have at most 50 items");

    [Fact]
    public async Task A_patch_that_breaks_the_shape_changes_nothing()
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}", "{\"name\":\"\",\"voice\":{\"colour\":1},\"version\":9}")).FindsFault(
            "name: must not be empty",
            "voice.colour: unknown field",
            "version: unknown field");
        var campaign = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        Assert.Equal((1, "Solar Spring"), (campaign.At("version").GetInt32(), campaign.Text("name")));
    }
}
