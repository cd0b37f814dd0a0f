using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Hosting;
using LeadSail.Lines;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Organizations;

[Collection(nameof(FastHost))]
public sealed class OrganizationTests(FastHost host)
{
    [Fact]
    public async Task An_organization_is_made_with_a_key_of_its_own_by_the_first_one_alone()
    {
        var made = (await host.Api.Post("organizations", new { name = "Sunrise Solar" })).Gives(201);
        var its = host.Client(made.Text("apiKey"));
        var organization = (await its.Get("organization")).Gives(200);
        Assert.Equal((made.Text("organizationId"), "Sunrise Solar", 1), (organization.Text("organizationId"), organization.Text("name"), organization.At("version").GetInt32()));
        (await its.Post("organizations", new { name = "Another" })).Refuses(403, "FORBIDDEN");
        (await (await host.ClientWith(Scope.Read, Scope.Write)).Post("organizations", new { name = "Another" })).Refuses(403, "FORBIDDEN");
        (await host.Api.Post("organizations", new { name = " " })).FindsFault("name: must not be empty");
    }

    [Fact]
    public async Task What_it_says_of_itself_has_defaults_that_work_and_is_changed_by_the_field()
    {
        var api = await New();
        var answer = await api.Get("organization");
        var before = answer.Gives(200);
        Assert.Equal("\"1\"", answer.Headers.ETag!.ToString());
        Assert.Equal(
            """{"lines":[],"numberCap":null,"requireConsent":false,"retention":{"transcriptDays":null,"rawDays":30},"webhooks":{"enabled":false,"url":null,"events":{"call.started":true,"call.completed":true,"lead.status_changed":true,"lead.dnc":true,"lead.first_submission_action":true},"headers":{},"retryAttempts":3,"timeoutSeconds":30}}""",
            JsonSerializer.Serialize(before.EnumerateObject().Where(field => field.Name is "lines" or "numberCap" or "requireConsent" or "retention" or "webhooks").ToDictionary(field => field.Name, field => field.Value)));

        var changed = await Change(api, """
            { "name": "Other", "numberCap": { "calls": 3, "hours": 24 }, "requireConsent": true, "retention": { "transcriptDays": 365 }, "lines": [{ "provider": "elevenlabs", "maxConcurrentCalls": 25 }],
              "webhooks": { "enabled": true, "url": "https://crm.example.com/hook?x=1", "events": { "lead.dnc": false }, "headers": { "Authorization": "Bearer x", "X-A": "1" }, "retryAttempts": 10 } }
            """);
        Assert.Equal((2, "Other", true, 25, 1d), (changed.At("version").GetInt32(), changed.Text("name"), changed.At("requireConsent").GetBoolean(), changed.At("lines")[0].At("maxConcurrentCalls").GetInt32(), changed.At("lines")[0].At("callsPerSecond").GetDouble()));
        Assert.Equal((365, 30), (changed.At("retention.transcriptDays").GetInt32(), changed.At("retention.rawDays").GetInt32()));
        var events = changed.At("webhooks.events").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetBoolean());
        Assert.Equal((false, true), (events["lead.dnc"], events["call.started"]));
        changed = await Change(api, """{ "numberCap": null, "webhooks": { "headers": { "X-A": null, "X-B": "2" } } }""");
        Assert.Equal(("null", """{"Authorization":"***","X-B":"***"}"""), (changed.At("numberCap").GetRawText(), changed.At("webhooks.headers").GetRawText()));
        Assert.Equal(changed.GetRawText(), (await api.Get("organization")).Gives(200).GetRawText());
    }

    [Fact]
    public async Task A_change_may_be_made_on_a_version()
    {
        var api = await New();
        (await api.Patch("organization", new { name = "A" }, "\"2\"")).Refuses(409, "CONFLICT");
        (await api.Patch("organization", new { name = "A" }, "\"1\"")).Gives(200);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => api.Patch("organization", new { name = "B" }, "\"2\"")));
        Assert.Single(answers, answer => answer.Status == 200);
        (await api.Patch("organization", new { name = "A" }, "2")).FindsFault("If-Match: must be the ETag of a version, e.g. \"3\"");
    }

    [Theory]
    [InlineData("""{ "name": null }""", "name: must not be null")]
    [InlineData("""{ "lines": [{ "provider": "acme" }] }""", "lines[0].provider: must be one of elevenlabs")]
    [InlineData("""{ "lines": [{ "maxConcurrentCalls": 1 }] }""", "lines[0].provider: is required")]
    [InlineData("""{ "lines": [{ "provider": "elevenlabs", "maxConcurrentCalls": 0 }] }""", "lines[0].maxConcurrentCalls: must be from 1 to 10000")]
    [InlineData("""{ "lines": [{ "provider": "elevenlabs", "callsPerSecond": 0.05 }] }""", "lines[0].callsPerSecond: must be from 0.1 to 100")]
    [InlineData("""{ "lines": [{ "provider": "elevenlabs" }, { "provider": "elevenlabs" }] }""", "lines: has elevenlabs more than once")]
    [InlineData("""{ "numberCap": { "calls": 3 } }""", "numberCap.hours: is required")]
    [InlineData("""{ "numberCap": { "calls": 0, "hours": 721 } }""", "numberCap.calls: must be from 1 to 100", "numberCap.hours: must be from 1 to 720")]
    [InlineData("""{ "retention": { "rawDays": 0, "transcriptDays": 3651 } }""", "retention.transcriptDays: must be from 1 to 3650", "retention.rawDays: must be from 1 to 3650")]
    [InlineData("""{ "requireConsent": "yes" }""", "requireConsent: must be true or false")]
    [InlineData("""{ "webhooks": { "enabled": true } }""", "webhooks.url: is required when webhooks are enabled")]
    [InlineData("""{ "webhooks": { "url": "ftp://x.de" } }""", "webhooks.url: must be an http or https address")]
    [InlineData("""{ "webhooks": { "url": "https://a:b@x.de" } }""", "webhooks.url: must be an http or https address without user and password")]
    [InlineData("""{ "webhooks": { "events": { "lead.sneezed": true } } }""", "webhooks.events.lead.sneezed: unknown field")]
    [InlineData("""{ "webhooks": { "retryAttempts": 11, "timeoutSeconds": 121 } }""", "webhooks.retryAttempts: must be from 1 to 10", "webhooks.timeoutSeconds: must be from 1 to 120")]
    [InlineData("""{ "webhooks": { "headers": { "X A": "1", "host": "x", "X-B": 7, "X-C": "a\nb" } } }""", "webhooks.headers.X A: must be named by letters, digits, - and _", "webhooks.headers.host: is set by the server",
        "webhooks.headers.X-B: must be a string", "webhooks.headers.X-C: must be visible ASCII of at most 1000 characters")]
    [InlineData("""{ "apiKey": "x" }""", "apiKey: unknown field")]
    public async Task What_is_wrong_is_told_with_its_range(string patch, params string[] faults)
    {
        var api = await New();
        (await api.Send(HttpMethod.Patch, "organization", patch)).FindsFault(faults);
        Assert.Equal(1, (await api.Get("organization")).Gives(200).At("version").GetInt32());
    }

    [Fact]
    public async Task Without_its_row_an_organization_is_not_found()
    {
        var nobodys = host.Client((await host.Services.GetRequiredService<ApiKeyStore>().CreateAsync("org_nowhere", "of a test", [Scope.Read, Scope.Write, Scope.Admin], "test")).Key);
        (await nobodys.Get("organization")).Refuses(404, "NOT_FOUND");
        (await nobodys.Patch("organization", new { requireConsent = true })).Refuses(404, "NOT_FOUND");
        (await nobodys.Post("dialer/pause", new { })).Refuses(404, "NOT_FOUND");
        (await nobodys.Post("dialer/resume", new { })).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_line_is_widened_within_seconds()
    {
        var api = await New();
        var organizationId = (await api.Get("organization")).Gives(200).Text("organizationId")!;
        var line = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ILineGrain>(GrainKeys.Of(organizationId, "elevenlabs"));
        Assert.Equal(10, (await line.View()).Limit);
        await Change(api, """{ "lines": [{ "provider": "elevenlabs", "maxConcurrentCalls": 77 }] }""");
        await Eventually.Sees(line.View, view => view.Limit == 77, "the line to be wider");
    }

    private async Task<ApiClient> New() => host.Client((await host.Api.Post("organizations", new { name = "Tests" })).Gives(201).Text("apiKey"));

    private static async Task<JsonElement> Change(ApiClient api, string patch) => (await api.Send(HttpMethod.Patch, "organization", patch)).Gives(200);
}
