using LeadSail.Hosting;

namespace LeadSail.Calls;

/// <summary>What is said comes from the lead, whatever stands there.</summary>
[Collection(nameof(FastHost))]
public sealed class PromptTests(FastHost host)
{
    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1e-400")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("{\"a\":{\"b\":[1,null,{\"c\":\"{{ x }}\"}]}}")]
    [InlineData("\"{% for i in (1..9) %}{{ nothing }}\"")]
    [InlineData("\"\\u0000\\u2028\\ufffe\"")]
    [InlineData("null")]
    public async Task An_odd_value_is_spoken_or_refused_and_never_a_fault(string value)
    {
        var scene = await Scene.Set(host.Api, prompt: "{{ lead.customFields.odd }} {{ lead.customFields.odd | plus: 1 }} {% for x in lead.customFields.odd %}{{ x }}{% endfor %} {{ lead.questionnaire.odd }}");
        var phone = Scene.Phone("01");
        var leadId = (await host.Api.Send(HttpMethod.Post, "leads", $$"""
            { "campaignId": "{{scene.CampaignId}}", "firstName": "A", "lastName": "B", "email": "a@b.c", "phone": "{{phone}}", "customFields": { "odd": {{value}} }, "questionnaire": { "odd": {{value}} } }
            """)).Gives(201).Text("leadId")!;
        var answer = await host.Api.Post("voice/calls/initiate", new { leadId });
        if (answer.Status == 202)
        {
            Assert.Equal("completed", (await scene.Final(answer.Data.Text("interactionId")!)).Text("status"));
        }
        else
        {
            answer.Refuses(422, "PROMPT_INVALID");
        }
    }
}
