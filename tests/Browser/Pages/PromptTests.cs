using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class PromptTests(BrowserHost host)
{
    [Fact]
    public async Task A_prompt_that_does_not_parse_is_marked_at_its_line_and_saved_once_it_does()
    {
        var templateId = await Scene.NewTemplate(host.Api, "You are Amy.\nCall {{ first_name }}.");
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/prompts/{templateId}");
        var body = window.Page.GetByLabel("Prompt", new() { Exact = true });

        await body.FillAsync("You are Amy.\nCall {{ first_name }.\nBe brief.");
        await window.Button("Save").ClickAsync();
        await window.SeesAsync("line 2");
        Assert.Equal("You are Amy.\nCall {{ first_name }}.", (await host.Api.Get($"prompt-templates/{templateId}")).Gives(200).Text("body"));

        await body.FillAsync("You are Amy.\nCall {{ first_name }} now.");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".badge", new() { HasText = "Not saved" })).ToBeHiddenAsync();
        Assert.Equal("You are Amy.\nCall {{ first_name }} now.", (await host.Api.Get($"prompt-templates/{templateId}")).Gives(200).Text("body"));
    }
}
