using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class CampaignTests(BrowserHost host)
{
    [Fact]
    public async Task A_campaign_is_paused_and_goes_on()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}");

        await window.Button("Pause dialer").ClickAsync();
        await Assertions.Expect(window.Button("Resume dialer")).ToBeVisibleAsync();
        Assert.True((await host.Api.Get($"campaigns/{scene.CampaignId}/auto-dialer")).Gives(200).GetProperty("paused").GetBoolean());
        await window.Button("Undo").ClickAsync();
        await Assertions.Expect(window.Button("Pause dialer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_fault_of_the_rules_stands_at_its_field_and_nothing_is_saved()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=auto-dialer");

        await window.Page.GetByLabel("Attempts per lead", new() { Exact = true }).FillAsync("51");
        await window.Button("Save").ClickAsync();

        await Assertions.Expect(window.Page.Locator(".field-error").First).ToContainTextAsync("50");
        Assert.Equal(6, (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200).At("autoDialer.maxAttempts").GetInt32());
    }

    [Fact]
    public async Task The_second_of_two_operators_is_told_that_somebody_was_first()
    {
        var scene = await Scene.Set(host.Api);
        await using var first = await host.OpenAsync();
        await using var second = await host.OpenAsync();
        foreach (var window in new[] { first, second })
        {
            await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=agents");
        }

        await second.Page.GetByLabel("Longest call, seconds").FillAsync("180");
        await second.Page.Keyboard.PressAsync("Tab");
        await second.SeesAsync("3 min; then the provider ends it");
        await first.Page.GetByLabel("Longest call, seconds").FillAsync("120");
        await first.Button("Save").ClickAsync();
        await first.SeesAsync("Saved.");
        await second.Button("Save").ClickAsync();

        await second.SeesAsync("Somebody else changed this while you were editing.");
        await second.Button("Load theirs").ClickAsync();
        await Assertions.Expect(second.Page.GetByLabel("Longest call, seconds")).ToHaveValueAsync("120");
    }

    [Fact]
    public async Task A_form_that_nobody_touched_shows_what_is_saved_elsewhere()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=agents");

        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { voice = new { maxDurationSeconds = 240 } })).Gives(200);
        await Assertions.Expect(window.Page.GetByLabel("Longest call, seconds")).ToHaveValueAsync("240");

        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=auto-dialer");
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { maxAttempts = 9 } })).Gives(200);
        await Assertions.Expect(window.Page.GetByLabel("Attempts per lead", new() { Exact = true })).ToHaveValueAsync("9");
    }

    [Fact]
    public async Task What_is_typed_outlives_changes_of_other_settings_and_archiving_and_is_saved()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}");
        var client = window.Page.GetByLabel("Client · optional", new() { Exact = true });
        await client.FillAsync("Sunny Roofs");
        await client.BlurAsync();

        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { autoDialer = new { maxAttempts = 9 } })).Gives(200);
        await window.Button("Archive").ClickAsync();
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await window.SeesAsync("is archived.");
        await window.Button("Take out of the archive").ClickAsync();
        await window.SeesAsync("is back.");
        await Assertions.Expect(client).ToHaveValueAsync("Sunny Roofs");
        await window.Button("Save").ClickAsync();

        await window.SeesAsync("is saved.");
        var saved = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        Assert.Equal(("Sunny Roofs", 9), (saved.Text("clientName"), saved.At("autoDialer.maxAttempts").GetInt32()));
    }
}
