using System.Text.RegularExpressions;
using LeadSail.ApiKeys;
using LeadSail.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadSail.Webhooks;

[Collection(nameof(BrowserHost))]
public sealed class WebhookTests(BrowserHost host)
{
    [Fact]
    public async Task A_campaign_gets_a_receiver_of_its_own_whose_hidden_header_outlives_the_next_change()
    {
        await using var receiver = await Receiver.StartAsync();
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=webhooks");

        await window.Page.GetByLabel("A receiver of this campaign's own").CheckAsync();
        await window.Page.GetByLabel("Active: what happens is told").CheckAsync();
        await window.Page.GetByLabel("Address").FillAsync("ftp://example.com");
        await window.Button("Header").ClickAsync();
        await window.Page.GetByLabel("Header 1, name").FillAsync("Authorization");
        await window.Page.GetByLabel("Header 1, value").FillAsync("Bearer k");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".field", new() { HasText = "Address" }).Locator(".field-error")).ToHaveTextAsync("must be an http or https address");
        Assert.True((await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).At("webhooks.inheritFromTenant").GetBoolean());

        await window.Page.GetByLabel("Address").FillAsync(receiver.Url());
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Header 1, value")).ToHaveValueAsync("***");
        await window.Page.GetByLabel("Attempts in all").FillAsync("1");
        await window.Button("Save").ClickAsync();
        await Eventually.Sees(async () => (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200), seen => seen.At("webhooks.retryAttempts").GetInt32() == 1, "the change to be saved");
        await Blocked(scene);

        Assert.Equal("Bearer k", (await receiver.Sees(request => request.Json.Text("event") == "lead.dnc"))[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_delivery_that_failed_is_replayed_and_seen_to_arrive()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("out of order");
        };
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { webhooks = new { inheritFromTenant = false, enabled = true, url = receiver.Url(), retryAttempts = 1 } })).Gives(200);
        await using var window = await host.OpenAsync();
        await window.GoAsync("/webhook-deliveries");
        await window.Page.GetByLabel("Any campaign").SelectOptionAsync(scene.CampaignId);
        await window.SeesAsync("No delivery fits all of these filters.");

        await Blocked(scene);
        var row = window.Page.Locator("tbody tr", new() { HasText = "lead.dnc" });
        await Assertions.Expect(row).ToContainTextAsync("Failed");
        await row.GetByRole(AriaRole.Link, new() { Name = "lead.dnc" }).ClickAsync();
        await Assertions.Expect(window.Dialog).ToContainTextAsync("The receiver answered 500.");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("delivery=evt_"));
        await window.Dialog.GetByText("What it answered").ClickAsync();
        await Assertions.Expect(window.Dialog).ToContainTextAsync("out of order");
        receiver.Answer = (_, _) => Task.CompletedTask;
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();

        await Assertions.Expect(window.Dialog).ToContainTextAsync("Delivered");
        await window.Dialog.GetByText("What is sent").ClickAsync();
        await Assertions.Expect(window.Dialog.Locator("pre", new() { HasText = "lead.dnc" })).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(row).ToContainTextAsync("Delivered");
        Assert.Single(receiver.All.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task A_new_secret_is_shown_once_and_the_one_before_signs_along_for_a_day()
    {
        await using var window = await host.SignInAsync(await host.NewOrganizationKey());
        await window.GoAsync("/organization");

        await window.Button("Make a new secret").ClickAsync();
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Assertions.Expect(window.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^whsec_[0-9a-f]{64}") })).ToBeVisibleAsync();
        await window.Button("Done").ClickAsync();

        await window.SeesAsync("The secret before signs along until Tomorrow");
        await Assertions.Expect(window.Page.Locator("body")).Not.ToContainTextAsync("whsec_");
    }

    [Fact]
    public async Task Who_may_only_read_sees_nothing_to_change()
    {
        var (_, key) = await host.Services.GetRequiredService<ApiKeyStore>().CreateAsync(host.OrganizationId, "reads", [Scope.Read], "test");
        var scene = await Scene.Set(host.Api);
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { postCall = new { enabled = true, steps = new[] { new { type = "webhook", name = "crm", url = "http://127.0.0.1:9/x" } } } })).Gives(200);
        await using var window = await host.SignInAsync(key);

        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=post-call");
        await window.SeesAsync("crm");
        foreach (var name in new[] { "Add a step", "Switch off", "Edit crm", "Remove crm" })
        {
            await Assertions.Expect(window.Button(name)).ToHaveCountAsync(0);
        }

        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=webhooks");
        await Assertions.Expect(window.Button("Save")).ToBeDisabledAsync();
        await window.GoAsync("/organization");
        await window.SeesAsync("admin");
        await Assertions.Expect(window.Button("Make a new secret")).ToHaveCountAsync(0);
    }

    /// <summary>A lead of the campaign must not be called any more, of which one event tells.</summary>
    private async Task Blocked(Scene scene) =>
        (await host.Api.Send(HttpMethod.Put, $"leads/{await scene.Lead(Scene.Phone("01"))}/dnc", """{"channels":["phone"],"reason":"asked"}""")).Gives(200);
}
