using LeadSail.Hosting;

namespace LeadSail.Prompts;

[Collection(nameof(FastHost))]
public sealed class PromptTemplateTests(FastHost host)
{
    [Theory]
    [InlineData("Hello {{ first_name", "body: line 1, column ")]
    [InlineData("One\ntwo {% if x %} three", "body: line 2, column 5")]
    [InlineData("One\n\n  {% unless %}", "body: line 3, column ")]
    [InlineData("{{ first_name | shout }}", "body: line 1, column ")]
    [InlineData("{% endfor %}", "body: line 1, column 1")]
    [InlineData("{% teleport %}", "body: line 1, column 1")]
    public async Task A_template_that_does_not_parse_is_refused_with_its_place(string body, string place)
    {
        var answer = await host.Api.Post("prompt-templates", new { name = "Broken", body });
        answer.Refuses(422, "PROMPT_INVALID");
        Assert.StartsWith(place, Assert.Single(answer.Details), StringComparison.Ordinal);
        Assert.Matches("line [0-9]+, column [0-9]+", answer.Details[0]);
    }

    [Fact]
    public async Task Body_and_first_message_are_both_looked_at()
    {
        var answer = await host.Api.Post("prompt-templates", new { name = "Broken", body = "{% if %}", firstMessage = "Hi {{ | }}" });
        answer.Refuses(422, "PROMPT_INVALID");
        Assert.Equal(["body", "firstMessage"], answer.Details.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_patch_cannot_break_it()
    {
        var id = await Scene.NewTemplate(host.Api, "Hello {{ first_name }}");
        (await host.Api.Patch($"prompt-templates/{id}", new { body = "Hello {% if %}" })).Refuses(422, "PROMPT_INVALID");
        Assert.Equal("Hello {{ first_name }}", (await host.Api.Get($"prompt-templates/{id}")).Gives(200).Text("body"));
    }

    [Fact]
    public async Task A_template_has_a_length_and_a_depth()
    {
        (await host.Api.Post("prompt-templates", new { name = "Long", body = new string('x', 100_000) })).Gives(201);
        (await host.Api.Post("prompt-templates", new { name = "Long", body = new string('x', 100_001) })).FindsFault("body: must have at most 100000 characters");
        var nested = string.Concat(Enumerable.Repeat("{% if x %}", 5_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 5_000));
        (await host.Api.Post("prompt-templates", new { name = "Deep", body = nested[..100_000] })).Refuses(422, "PROMPT_INVALID");
    }
}
