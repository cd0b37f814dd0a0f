using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class LiveTests(BrowserHost host)
{
    [Fact]
    public async Task What_happens_elsewhere_appears_without_loading_the_page_again()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}?tab=interactions");
        await window.Page.EvaluateAsync("window.same = true");

        (await host.Api.Patch($"leads/{leadId}", new { firstName = "Johanna" })).Gives(200);
        await window.SeesAsync("Johanna Keller");
        await scene.Call(leadId);
        await Assertions.Expect(window.Page.Locator(".call .badge").First).ToHaveTextAsync("Completed");
        Assert.True(await window.Page.EvaluateAsync<bool>("window.same"));
    }

    [Fact]
    public async Task A_campaign_is_paused_and_goes_on_from_the_live_page()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync("/live");
        var dialer = window.Page.Locator(".dialer").Filter(new() { Has = window.Page.Locator($"a[href*='campaigns/{scene.CampaignId}']") });

        await dialer.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(dialer).ToContainTextAsync("Paused");
        Assert.True((await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer")).Gives(200).GetProperty("paused").GetBoolean());

        await dialer.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(dialer.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        Assert.False((await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer")).Gives(200).GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task Pausing_everything_is_told_on_every_page_and_can_be_undone()
    {
        await using var own = new OwnHost();
        await own.InitializeAsync();
        await using var window = await Operator.OpenAsync(host.Browser, own.Address);
        await window.Page.GotoAsync("/sign-in");
        await window.Page.GetByLabel("API key").FillAsync(RunningHost.ApiKey);
        await window.Button("Sign in").ClickAsync();

        await window.Button("Pause all dialling").ClickAsync();
        await window.SeesAsync("All dialling is paused.");
        await window.Page.Locator(".rail a[href=leads]").ClickAsync();
        await window.SeesAsync("Nobody is called, by hand or by a campaign.");
        await window.Button("Resume").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".banner")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_person_who_is_erased_leaves_the_open_page()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}");
        await window.SeesAsync("Marta Keller");

        (await host.Api.Delete($"leads/{leadId}")).Gives(200);

        await window.SeesAsync("There is no such lead");
        await Assertions.Expect(window.Page.Locator("body")).Not.ToContainTextAsync("Marta");
    }

    private sealed class OwnHost() : RunningHost(speed: 60), IAsyncDisposable
    {
        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
