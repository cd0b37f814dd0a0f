using System.Text.Json.Serialization.Metadata;
using LeadSail.Console.Prompts;
using LeadSail.Hosting;
using LeadSail.Http;
using LeadSail.Leads;

namespace LeadSail.Prompts;

[Collection(nameof(FastHost))]
public sealed class PromptPreviewTests(FastHost host)
{
    [Fact]
    public async Task A_prompt_is_shown_as_a_call_would_have_it()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var leadId = await scene.Lead(phone);
        var preview = (await host.Api.Post("prompt-templates/preview", new
        {
            body = "{{ first_name }} {{ phone }} {{ campaign.name }} {{ agent.name }} {{ call_direction }} {{ contact_type }} {{ attempt_number }}", firstMessage = "Hi {{ lead.firstName }}!", leadId,
        })).Gives(200);
        Assert.Equal($"Marta {phone} Solar Spring Amy outbound new 1", preview.Text("prompt"));
        Assert.Equal(("Hi Marta!", 0), (preview.Text("firstMessage"), preview.At("missing").GetArrayLength()));
        Assert.Equal(("Marta", "Amy", 1), (preview.Text("variables.first_name"), preview.Text("variables.agent_name"), preview.At("variables.attempt_number").GetInt32()));
        Assert.Equal("inbound", (await host.Api.Post("prompt-templates/preview", new { body = "{{ call_direction }}", leadId, direction = "inbound" })).Gives(200).Text("prompt"));
    }

    [Fact]
    public async Task Every_name_that_does_not_exist_is_told_and_left_out()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var preview = (await host.Api.Post("prompt-templates/preview", new
        {
            body = "A{{ lead.customFields.budget }}B{{ nobody }}C{{ nobody }}D{{ lead.dateOfBirth }}E{{ unknown | default: 'x' }}F{% if never %}G{% endif %}", firstMessage = "{{ lead.pet.name }}{{ nobody }}", leadId,
        })).Gives(200);
        Assert.Equal(("ABCDExF", ""), (preview.Text("prompt"), preview.Text("firstMessage")));
        Assert.Equal(["lead.customFields.budget", "nobody", "lead.pet.name"], preview.At("missing").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Every_field_that_the_API_shows_of_a_lead_exists_under_its_name()
    {
        var scene = await Scene.Set(host.Api);
        string[] fields = [.. FieldsOf(typeof(LeadView), "lead")];
        Assert.Contains("lead.dnc.channels", fields);
        Assert.Contains("lead.attempts.lastOutcome", fields);

        var preview = (await host.Api.Post("prompt-templates/preview", new { body = string.Concat(fields.Select(field => $"{{{{ {field} }}}}")), leadId = await scene.Lead(Scene.Phone("01")) })).Gives(200);

        Assert.Empty(preview.At("missing").EnumerateArray());
    }

    private static IEnumerable<string> FieldsOf(Type type, string path) => ApiJson.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null)
        .Select(property => (Path: $"{path}.{property.Name}", Type: Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        .SelectMany(field => ApiJson.Options.GetTypeInfo(field.Type) is { Kind: JsonTypeInfoKind.Object } ? FieldsOf(field.Type, field.Path).Prepend(field.Path) : [field.Path]);

    [Fact]
    public async Task Every_name_that_the_console_offers_exists()
    {
        var scene = await Scene.Set(host.Api);
        var body = string.Concat(PromptNames.Of(null).SelectMany(group => group.Names).Select(name => name.Output));
        var preview = (await host.Api.Post("prompt-templates/preview", new { body, leadId = await scene.Lead(Scene.Phone("01")) })).Gives(200);
        Assert.Empty(preview.At("missing").EnumerateArray());
    }

    [Fact]
    public async Task A_stored_template_is_shown_for_a_lead_in_any_campaign_and_nothing_comes_of_it()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        await host.Api.Patch($"campaigns/{other.CampaignId}", new { name = "Wind" });
        var leadId = await scene.Lead(Scene.Phone("01"));
        var template = (await host.Api.Post("prompt-templates", new { name = "T", body = "{{ campaign.name }}", firstMessage = "Stored" })).Gives(201).Text("promptTemplateId");
        var before = (await scene.GetLead(leadId)).GetRawText();
        var preview = (await host.Api.Post("prompt-templates/preview", new { promptTemplateId = template, leadId, campaignId = other.CampaignId })).Gives(200);
        Assert.Equal(("Wind", "Stored"), (preview.Text("prompt"), preview.Text("firstMessage")));
        Assert.Equal("Other", (await host.Api.Post("prompt-templates/preview", new { promptTemplateId = template, leadId, firstMessage = "Other" })).Gives(200).Text("firstMessage"));
        Assert.Equal(before, (await scene.GetLead(leadId)).GetRawText());
        Assert.Equal(0, (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).At("interactions").GetArrayLength());
    }

    [Theory]
    [InlineData("Hello {% if %}", null, "body: line 1, column ")]
    [InlineData("Fine", "One\n{{ | }}", "firstMessage: line 2, column ")]
    [InlineData("{{ first_name | shout }}", null, "body: line 1, column ")]
    [InlineData("{% for i in (1..1000000000) %}x{% endfor %}", null, "line 1, column ")]
    public async Task What_does_not_parse_or_does_not_end_is_told_with_its_place(string body, string? firstMessage, string place)
    {
        var scene = await Scene.Set(host.Api);
        var answer = await host.Api.Post("prompt-templates/preview", new { body, firstMessage, leadId = await scene.Lead(Scene.Phone("01")) });
        answer.Refuses(422, "PROMPT_INVALID");
        Assert.StartsWith(place, Assert.Single(answer.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_one_template_and_things_that_exist()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Post("prompt-templates/preview", new { leadId })).FindsFault("body: give either body or promptTemplateId");
        (await host.Api.Post("prompt-templates/preview", new { leadId, body = "x", promptTemplateId = "y" })).FindsFault("body: give either body or promptTemplateId");
        (await host.Api.Post("prompt-templates/preview", new { body = "x" })).FindsFault("leadId: is required");
        (await host.Api.Post("prompt-templates/preview", new { leadId, promptTemplateId = "tmpl_nothing" })).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("prompt-templates/preview", new { leadId = "lead_nobody", body = "x" })).Refuses(404, "NOT_FOUND");
        (await host.Api.Post("prompt-templates/preview", new { leadId, body = "x", campaignId = "NOPE" })).Refuses(404, "NOT_FOUND");
    }
}
