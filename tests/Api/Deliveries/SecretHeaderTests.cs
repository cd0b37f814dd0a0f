using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Deliveries;

/// <summary>The values of headers are keys of somebody else's: they go to the host they were given for, and are never shown.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class SecretHeaderTests(DeliveryHost host)
{
    private const string GivenAnew = "must be given anew: *** stands for a value that is known for this host, and there is none";

    [Theory]
    [InlineData("campaigns")]
    [InlineData("organization")]
    public async Task A_value_is_kept_for_its_host_alone(string whose)
    {
        var api = await host.NewOrganization();
        var path = whose == "campaigns" ? $"campaigns/{(await Scene.Set(api)).CampaignId}" : "organization";
        await Change("""{ "enabled": true, "url": "https://crm.example.com/a", "headers": { "X-Key": "abc", "X-Other": "def" } }""");

        Assert.Equal("""{"X-Key":"***","X-Other":"***"}""", (await Change("""{ "url": "https://crm.example.com/b" }""")).At("webhooks.headers").GetRawText());
        foreach (var elsewhere in new[] { "https://evil.example.com/a", "http://crm.example.com/a", "https://crm.example.com:8443/a" })
        {
            (await Tried($$"""{ "url": "{{elsewhere}}" }""")).FindsFault($"webhooks.headers.X-Key: {GivenAnew}", $"webhooks.headers.X-Other: {GivenAnew}");
            (await Tried($$"""{ "url": "{{elsewhere}}", "headers": { "X-Key": "***", "X-Other": null } }""")).FindsFault($"webhooks.headers.X-Key: {GivenAnew}");
        }

        Assert.Equal("""{"X-Key":"***"}""", (await Change("""{ "url": "https://other.example.com/a", "headers": { "X-Key": "new", "X-Other": null } }""")).At("webhooks.headers").GetRawText());

        // without an address nothing is sent, and the next address is another one
        await Change("""{ "enabled": false, "url": null }""");
        (await Tried("""{ "enabled": true, "url": "https://other.example.com/a" }""")).FindsFault($"webhooks.headers.X-Key: {GivenAnew}");

        async Task<JsonElement> Change(string webhooks) => (await Tried(webhooks)).Gives(200);
        Task<Answer> Tried(string webhooks) => api.Send(HttpMethod.Patch, path, $$"""{ "webhooks": {{webhooks}} }""");
    }

    [Theory]
    [InlineData("""{ "type": "webhook", "name": "crm", "url": "URL", "headers": { "X-Key": "KEY" } }""")]
    [InlineData("""{ "type": "analyze", "name": "mood", "url": "URL", "headers": { "X-Key": "KEY" }, "model": "m", "instructions": "How was it?", "schema": { "type": "object" }, "to": {} }""")]
    public async Task So_is_that_of_a_step(string step)
    {
        var scene = await Scene.Set(host.Api);
        (await Tried("https://crm.example.com/a", "abc")).Gives(200);
        (await Tried("https://crm.example.com/b", "***")).Gives(200);
        (await Tried("https://evil.example.com/b", "***")).FindsFault($"postCall.steps[0].headers.X-Key: {GivenAnew}");
        Assert.Equal("***", (await Tried("https://evil.example.com/b", "mine")).Gives(200).At("postCall.steps")[0].Text("headers.X-Key"));

        Task<Answer> Tried(string url, string key) => host.Api.Send(HttpMethod.Patch, $"campaigns/{scene.CampaignId}",
            $$"""{ "postCall": { "enabled": true, "steps": [{{step.Replace("URL", url, StringComparison.Ordinal).Replace("KEY", key, StringComparison.Ordinal)}}] } }""");
    }
}
