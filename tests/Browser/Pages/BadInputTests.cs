using LeadSail.Hosting;
using LeadSail.Simulator;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class BadInputTests(BrowserHost host)
{
    private const string Script = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    [Fact]
    public async Task Script_in_a_name_or_a_prompt_is_shown_and_never_run()
    {
        var scene = await Scene.Set(host.Api, prompt: "Call {{ first_name }} " + Script);
        var leadId = (await host.Api.Post("leads", new
        {
            campaignId = scene.CampaignId, firstName = Script, lastName = "Keller", email = "m@example.com", phone = Scene.Phone("01"), notes = Script, customFields = new { field = Script }, tags = new[] { Script },
        })).Gives(201).Text("leadId")!;
        await scene.Over(await scene.Call(leadId));
        await using var window = await host.OpenAsync();

        foreach (var path in new[] { $"/leads/{leadId}", $"/leads/{leadId}?tab=interactions", $"/leads/{leadId}?tab=activity", "/leads", $"/conversations?campaign={scene.CampaignId}" })
        {
            await window.GoAsync(path);
            Assert.Null(await window.Page.EvaluateAsync<int?>("window.hacked"));
        }

        await window.GoAsync($"/leads/{leadId}");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("<script>", new() { IgnoreCase = true });
        await window.Call.ClickAsync();
        await window.Dialog.Locator("summary").ClickAsync();
        await Assertions.Expect(window.Dialog.Locator(".preview")).ToContainTextAsync("<script>window.hacked=1</script>", new() { IgnoreCase = true });
        Assert.Null(await window.Page.EvaluateAsync<int?>("window.hacked"));
    }

    [Fact]
    public async Task A_name_of_200_kB_is_refused_at_its_field()
    {
        var scene = await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads?campaign={scene.CampaignId}");
        await window.Button("New lead").ClickAsync();
        await window.Dialog.GetByLabel("First name").FillAsync(new string('n', 200_000));
        await window.Button("Enter the lead").ClickAsync();

        await Assertions.Expect(window.Dialog.Locator(".field", new() { HasText = "First name" })).ToContainTextAsync("must have at most 200 characters");
        await Assertions.Expect(window.Dialog.Locator(".field", new() { HasText = "Phone" })).ToContainTextAsync("must");
    }

    [Fact]
    public async Task An_unknown_page_or_lead_says_so()
    {
        await using var window = await host.OpenAsync();
        await window.GoAsync("/leads/lead_of_nobody");
        await window.SeesAsync("There is no such lead");
        await window.GoAsync("/nowhere/at-all");
        await window.SeesAsync("There is nothing here");
    }

    [Fact]
    public async Task A_page_that_is_open_while_the_server_restarts_comes_back_by_itself()
    {
        using var folder = new TempFolder();
        await using var first = await ChildHost.ServeAsync(folder.Path, $"--Bootstrap:ApiKey={RunningHost.ApiKey}");
        await using var window = await Operator.OpenAsync(host.Browser, first.Address);
        window.ExpectsErrors = true; // the browser tells of each connection that is refused
        await window.Page.GotoAsync("/sign-in?returnUrl=%2Fleads%3Fstatus%3Dnew");
        await window.Page.GetByLabel("API key").FillAsync(RunningHost.ApiKey);
        await window.Button("Sign in").ClickAsync();
        await window.SettledAsync();
        await window.Page.EvaluateAsync("window.same = true");

        await first.KillAsync();
        await Assertions.Expect(window.Text("Connection lost")).ToBeVisibleAsync();
        await using var second = await ChildHost.ServeAsync(folder.Path, $"--Urls={first.Address}", $"--Bootstrap:ApiKey={RunningHost.ApiKey}");

        await window.Page.WaitForFunctionAsync("() => !window.same && document.querySelector('h1')?.textContent === 'Leads'", null, new() { Timeout = 60_000 });
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/leads\\?status=new$"));
    }
}
