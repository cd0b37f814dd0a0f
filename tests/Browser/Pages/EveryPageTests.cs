using System.Text.Json;
using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

/// <summary>What holds for each page: it can be used by everybody (axe-core), and what it looks like is written down for people to see.</summary>
[Collection(nameof(BrowserHost))]
public sealed class EveryPageTests(BrowserHost host)
{
    private static readonly string Root = FindRoot(), Shots = Path.Combine(Root, "artifacts", "screenshots");

    public static IEnumerable<object[]> Looks => from page in Pages.Keys from theme in new[] { ColorScheme.Light, ColorScheme.Dark } select new object[] { page, theme };

    /// <summary>Where each page is, and what is pressed on it before it is looked at.</summary>
    private static readonly Dictionary<string, (string Path, string? Press)> Pages = new()
    {
        ["live"] = ("/live", null),
        ["conversations"] = ("/conversations?campaign={campaign}&call={call}", null),
        ["leads"] = ("/leads?campaign={campaign}", null),
        ["lead-new"] = ("/leads?campaign={campaign}", "New lead"),
        ["lead"] = ("/leads/{lead}", null),
        ["lead-interactions"] = ("/leads/{lead}?tab=interactions", null),
        ["lead-eligibility"] = ("/leads/{lead}?tab=eligibility", null),
        ["lead-activity"] = ("/leads/{lead}?tab=activity", null),
        ["call"] = ("/leads/{lead}", "[data-key=call]"),
        ["campaigns"] = ("/campaigns", null),
        ["campaign-new"] = ("/campaigns", "New campaign"),
        ["campaign"] = ("/campaigns/{campaign}", null),
        ["campaign-agents"] = ("/campaigns/{campaign}?tab=agents", null),
        ["campaign-dialer"] = ("/campaigns/{campaign}?tab=auto-dialer", null),
        ["campaign-activity"] = ("/campaigns/{campaign}?tab=activity", null),
        ["prompts"] = ("/prompts", null),
        ["prompt"] = ("/prompts/{prompt}", null),
        ["prompt-new"] = ("/prompts/new", null),
        ["agents"] = ("/agents", null),
        ["agent-new"] = ("/agents", "New agent"),
        ["numbers"] = ("/numbers", null),
        ["number-new"] = ("/numbers", "New number"),
        ["do-not-call"] = ("/do-not-call", null),
        ["do-not-call-add"] = ("/do-not-call", "Add a number"),
        ["do-not-call-import"] = ("/do-not-call", "Import CSV"),
        ["api-keys"] = ("/api-keys", null),
        ["api-key-new"] = ("/api-keys", "New key"),
        ["not-found"] = ("/not-found", null),
    };

    [Theory, MemberData(nameof(Looks))]
    public async Task Nobody_is_kept_out_of_a_page(string page, ColorScheme theme)
    {
        var (path, press) = Pages[page];
        var scene = await EveryPageScene.OfAsync(host);
        await using var window = await host.OpenAsync(theme);
        foreach (var width in new[] { 1440, 390 })
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            await window.GoAsync(scene.Fill(path));
            if (press is not null)
            {
                await (press is ['[', ..] ? window.Page.Locator(press) : window.Button(press)).ClickAsync();
                await Assertions.Expect(window.Dialog).ToBeVisibleAsync();
                await Assertions.Expect(window.Dialog.Locator(".loading")).ToHaveCountAsync(0);
            }

            Directory.CreateDirectory(Shots);
            await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{page}-{width}-{theme.ToString().ToLowerInvariant()}.png"), FullPage = press is null });
            Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{page} is wider than {width} pixels");
            await IsForEverybodyAsync(window.Page);
        }
    }

    [Fact]
    public async Task Nobody_is_kept_out_of_the_sign_in()
    {
        await using var window = await Operator.OpenAsync(host.Browser, host.Address);
        await window.Page.GotoAsync("/sign-in?fault=key");
        Directory.CreateDirectory(Shots);
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Shots, "sign-in-1440-light.png") });
        await IsForEverybodyAsync(window.Page);
    }

    /// <summary>Holds that axe-core finds nothing serious or critical.</summary>
    private static async Task IsForEverybodyAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Root, "tests", "Browser", "node_modules", "axe-core", "axe.min.js")));
        var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)))");
        var lines = string.Join('\n', found.EnumerateArray().Select(v => $"{v.Text("id")}: {v.Text("help")} {string.Join(" | ", v.GetProperty("nodes").EnumerateArray().Take(3).Select(node => node.Text("html")))}"));
        Assert.True(lines.Length == 0, lines);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LeadSail.Actors.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
