using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

/// <summary>What an operator does without a mouse, in a hurry, or on a slow line.</summary>
[Collection(nameof(BrowserHost))]
public sealed class KeyboardTests(BrowserHost host)
{
    [Fact]
    public async Task Letters_typed_on_a_slow_line_stay_while_answers_come()
    {
        await using var window = await host.OpenAsync();
        await window.SlowLineAsync(TimeSpan.FromMilliseconds(250));
        await window.GoAsync("/leads");
        var search = window.Page.GetByRole(AriaRole.Searchbox);

        await search.PressSequentiallyAsync("nobody has such a long name", new() { Delay = 60 });

        await window.SeesAsync("No lead fits all of these filters.");
        await Assertions.Expect(search).ToHaveValueAsync("nobody has such a long name");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=nobody%20has%20such%20a%20long%20name$"));
    }

    [Fact]
    public async Task The_focus_goes_back_to_what_opened_a_dialog()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}");
        await window.Call.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true })).ToBeEnabledAsync();

        await window.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();
        await Assertions.Expect(window.Call).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_pages_are_skipped_over_and_a_slash_searches_from_anywhere()
    {
        var scene = await Scene.Set(host.Api);
        await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads?campaign={scene.CampaignId}");

        await window.Page.GetByText("Skip to the page").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#main")).ToBeFocusedAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/leads\\?campaign={scene.CampaignId}$"));

        await window.Page.GetByLabel("Choose Marta Keller").FocusAsync();
        await window.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_id_is_copied_also_where_the_browser_has_no_clipboard_without_tls()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.Page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        await window.GoAsync($"/leads/{leadId}");

        await window.Button(leadId).ClickAsync();
        await window.SeesAsync("Copied.");

        await window.GoAsync("/leads");
        var search = window.Page.GetByRole(AriaRole.Searchbox);
        await search.FocusAsync();
        await window.Page.Keyboard.PressAsync("Control+V");
        await Assertions.Expect(search).ToHaveValueAsync(leadId);
    }
}
