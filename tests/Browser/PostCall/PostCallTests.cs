using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.PostCall;

[Collection(nameof(BrowserHost))]
public sealed class PostCallTests(BrowserHost host)
{
    [Fact]
    public async Task Steps_are_added_and_moved_and_what_comes_of_them_is_seen_on_the_call()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("10"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=post-call");

        await window.Button("Add a step").ClickAsync();
        await window.Dialog.GetByLabel("What it does").SelectOptionAsync("webhook");
        await window.Dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("crm");
        await window.Dialog.GetByLabel("Address").FillAsync("nowhere");
        await window.Button("Add the step").ClickAsync();
        await Assertions.Expect(window.Dialog.Locator(".field", new() { HasText = "Address" }).Locator(".field-error")).ToHaveTextAsync("must be an http or https address");
        await window.Dialog.GetByLabel("Address").FillAsync(receiver.Url());
        await window.Dialog.GetByLabel("Attempts in all").FillAsync("1");
        await window.Button("Add the step").ClickAsync();
        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();

        await window.Button("Add a step").ClickAsync();
        await window.Dialog.GetByLabel("What it does").SelectOptionAsync("score");
        await window.Dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("points");
        await window.Dialog.GetByLabel("Rule 1, field").FillAsync("status");
        await window.Dialog.GetByLabel("Rule 1, value").FillAsync("qualified");
        await window.Dialog.GetByLabel("Rule 1, points").FillAsync("40");
        await window.Dialog.GetByLabel("Blocks the next ones when it fails").CheckAsync();
        await window.Button("Add the step").ClickAsync();
        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();
        await window.Button("Move points up").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".post-step").First).ToContainTextAsync("points");
        await Assertions.Expect(window.Page.Locator(".post-step").First).ToContainTextAsync("Blocks the next ones when it fails");

        await window.GoAsync($"/leads/{leadId}?tab=interactions");
        await scene.Call(leadId);
        var steps = window.Page.GetByRole(AriaRole.Region, new() { Name = "Steps after the call" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("The receiver answered 503.");
        await Assertions.Expect(steps.Nth(1)).ToContainTextAsync("Failed");
        await Assertions.Expect(steps.Nth(0)).ToContainTextAsync("Succeeded");
        await Assertions.Expect(steps.Nth(0)).ToContainTextAsync("customFields.score");
        await Assertions.Expect(steps.Nth(0)).ToContainTextAsync("40");
    }
}
