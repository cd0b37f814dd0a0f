using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

/// <summary>An organization in which nothing was made yet.</summary>
[Collection(nameof(BrowserHost))]
public sealed class EmptyTests(BrowserHost host)
{
    [Fact]
    public async Task A_page_with_nothing_on_it_says_what_to_do_next()
    {
        await using var window = await host.SignInAsync(await host.NewOrganizationKey());

        await window.GoAsync("/live");
        await window.SeesAsync("No call is running");
        await window.SeesAsync("Make one, then give it leads.");
        foreach (var (path, says) in new[]
        {
            ("/conversations", "Call a lead from its page"), ("/leads", "Enter one here, or send them to the API"), ("/campaigns", "Make one, say who speaks"),
            ("/prompts", "Write one, try it with a lead"), ("/agents", "Make an agent at ElevenLabs"), ("/numbers", "Connect a number at the provider"), ("/do-not-call", "Lists from elsewhere can be imported"),
        })
        {
            await window.GoAsync(path);
            await Assertions.Expect(window.Page.Locator(".empty").First).ToContainTextAsync(says);
        }
    }

    [Fact]
    public async Task Filters_that_fit_nothing_are_taken_off_with_one_press()
    {
        var scene = await Scene.Set(host.Api);
        await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();

        await window.GoAsync($"/leads?campaign={scene.CampaignId}&status=dnc");
        await window.Link("All leads").ClickAsync();
        await Assertions.Expect(window.Page.Locator("tbody tr").First).ToBeVisibleAsync();

        await window.GoAsync("/conversations?search=words-nobody-ever-said");
        await window.Link("All calls").ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/conversations$"));
    }
}
