using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class FilterTests(BrowserHost host)
{
    [Fact]
    public async Task Filters_stand_in_the_address_and_words_that_were_said_are_found()
    {
        var scene = await Scene.Set(host.Api);
        var spoke = await scene.Lead(Scene.Phone("01"));
        var silent = await scene.Lead(Scene.Phone("05"));
        var (call, _) = await scene.Over(await scene.Call(spoke));
        await scene.Over(await scene.Call(silent));
        var word = call.GetProperty("transcript")[0].Text("message")!.Split(' ').Select(w => w.Trim('.', ',', '!', '?')).Where(w => w != "Marta").MaxBy(w => w.Length)!;
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/conversations?campaign={scene.CampaignId}");
        await Assertions.Expect(window.Page.Locator(".conversation")).ToHaveCountAsync(2);

        await window.Page.GetByLabel("Any outcome").SelectOptionAsync("no_answer");
        await Assertions.Expect(window.Page.Locator(".conversation")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("status=no_answer"));
        await window.Page.GetByLabel("Any outcome").SelectOptionAsync("");

        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Locator("h1").ClickAsync();
        await window.Page.Keyboard.PressAsync("/");
        await window.Page.Keyboard.TypeAsync(word);
        await Assertions.Expect(window.Page.Locator(".conversation")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search="));

        await window.Page.ReloadAsync();
        await Assertions.Expect(window.Page.Locator(".conversation")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(word);
    }

    [Fact]
    public async Task Changes_are_found_by_what_was_changed_how_and_by_whom()
    {
        var agentId = await Scene.NewAgent(host.Api, null);
        (await host.Api.Patch($"voice-agents/{agentId}", new { name = "Bea" })).Gives(200);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/audit?of={agentId}");
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(2);

        await window.Page.GetByLabel("Any change").SelectOptionAsync("voice_agent.updated");
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("type=voice_agent.updated"));
        await window.SeesAsync("Amy");
        await window.SeesAsync("Bea");
        await window.Page.GetByLabel("By anybody").SelectOptionAsync("system");
        await window.SeesAsync("No change fits all of these filters.");

        await window.GoAsync($"/audit?of={agentId}");
        (await host.Api.Patch($"voice-agents/{agentId}", new { active = false })).Gives(200);
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(3); // without a reload
    }

    [Fact]
    public async Task Leads_are_found_paged_and_sent_to_their_dialer()
    {
        var scene = await Scene.Set(host.Api);
        var leads = new List<string>();
        for (var i = 0; i < 53; i++)
        {
            leads.Add((await host.Api.Post("leads", new { campaignId = scene.CampaignId, firstName = $"Nr{i:00}", lastName = "Person", email = "p@example.com", phone = Scene.Phone("01") })).Gives(201).Text("leadId")!);
        }

        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads?campaign={scene.CampaignId}");
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(50);
        await window.Link("Next page").ClickAsync();
        await Assertions.Expect(window.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await window.Page.GetByLabel("Choose Nr00 Person").CheckAsync();
        await window.Button("Send to dialer").ClickAsync();
        await window.SeesAsync("1 in the dialer.");
        Assert.NotNull((await scene.GetLead(leads[0])).At("autoDialer").Text("lane"));

        await window.GoAsync("/leads?search=nobody-has-this-name");
        await window.SeesAsync("No lead fits all of these filters.");
    }
}
