using System.Text.Json;
using LeadSail.Hosting;
using LeadSail.Readme;
using Microsoft.Playwright;

namespace LeadSail.Pages;

/// <summary>What holds for each page: it can be used by everybody (axe-core), and what it looks like is written down for people to see.</summary>
[Collection(nameof(BrowserHost))]
public sealed class EveryPageTests(BrowserHost host, EveryPageWindow windows) : IClassFixture<EveryPageWindow>
{
    private static readonly string Root = ReadmeFile.Repository, Shots = Path.Combine(Root, "artifacts", "screenshots");

    public static IEnumerable<object[]> Names => Pages.Keys.Select(page => new object[] { page });

    /// <summary>Where each page is, and what is pressed on it before it is looked at.</summary>
    private static readonly Dictionary<string, (string Path, string? Press)> Pages = new()
    {
        ["live"] = ("/live", null),
        ["conversations"] = ("/conversations?campaign={campaign}&call={call}", null),
        ["leads"] = ("/leads?campaign={campaign}", null),
        ["lead-new"] = ("/leads?campaign={campaign}", "New lead"),
        ["lead-import"] = ("/leads/import?campaign={campaign}&import={import}", null),
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
        ["campaign-post-call"] = ("/campaigns/{campaign}?tab=post-call", null),
        ["campaign-step"] = ("/campaigns/{campaign}?tab=post-call", "Edit points"),
        ["campaign-webhooks"] = ("/campaigns/{campaign}?tab=webhooks", null),
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
        ["organization"] = ("/organization", null),
        ["organization-secret"] = ("/organization", "Make a new secret"),
        ["deliveries"] = ("/webhook-deliveries?campaign={campaign}", null),
        ["delivery"] = ("/webhook-deliveries?campaign={campaign}&state=failed", "tbody a.mono"),
        ["audit"] = ("/audit", null),
        ["not-found"] = ("/not-found", null),
    };

    [Theory, MemberData(nameof(Names))]
    public async Task Nobody_is_kept_out_of_a_page(string page)
    {
        var (path, press) = Pages[page];
        var scene = await EveryPageScene.OfAsync(host);
        var window = await windows.OfAsync(host);
        await window.Page.SetViewportSizeAsync(1440, 900);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await window.GoAsync(scene.Fill(path));
        if (press is not null)
        {
            await (press is ['[', ..] || press.Contains('.', StringComparison.Ordinal) ? window.Page.Locator(press).First : window.Button(press)).ClickAsync();
            await Assertions.Expect(window.Dialog).ToBeVisibleAsync();
            await Assertions.Expect(window.Dialog.Locator(".loading")).ToHaveCountAsync(0);
        }

        await LooksAsync(window.Page, page, wholePage: press is null);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Nobody_is_kept_out_of_a_rehearsal()
    {
        var scene = await Scene.Set(host.Api);
        await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}/simulate");
        await window.Button("Run").ClickAsync();
        await window.SeesAsync("rule violations");
        foreach (var more in await window.Page.Locator("summary").AllAsync())
        {
            await more.ClickAsync();
        }

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table).First).ToBeVisibleAsync();
        await LooksAsync(window.Page, "campaign-simulate", wholePage: true);
    }

    [Fact]
    public async Task Nobody_is_kept_out_of_the_sign_in()
    {
        await using var window = await Operator.OpenAsync(host.Browser, host.Address);
        await window.Page.GotoAsync("/sign-in?fault=key");
        await LooksAsync(window.Page, "sign-in", wholePage: true);
    }

    /// <summary>Takes a picture in each theme at each width, and holds that nothing is wider than the window and that axe-core finds nothing serious or critical.</summary>
    private static async Task LooksAsync(IPage page, string name, bool wholePage)
    {
        Directory.CreateDirectory(Shots);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Root, "tests", "Browser", "node_modules", "axe-core", "axe.min.js")));
        foreach (var (theme, width) in from theme in new[] { ColorScheme.Light, ColorScheme.Dark } from width in new[] { 1440, 390 } select (theme, width))
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"{name}-{width}-{theme.ToString().ToLowerInvariant()}.png"), FullPage = wholePage });
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} pixels");
            if ((theme, width) is (ColorScheme.Dark, 390))
            {
                continue; // what is narrow was judged in light, what is dark was judged at full width
            }

            var rules = theme is ColorScheme.Light ? "" : "runOnly: ['color-contrast'], "; // colours are all that a theme changes
            var found = await page.EvaluateAsync<JsonElement>($"axe.run(document, {{ {rules}resultTypes: ['violations'] }}).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact)))");
            var lines = found.EnumerateArray().Select(v => $"{v.Text("id")}: {v.Text("help")} {string.Join(" | ", v.GetProperty("nodes").EnumerateArray().Take(3).Select(node => node.Text("html")))}").ToArray();
            Assert.True(lines.Length == 0, $"{name}, {theme}, {width} pixels: {string.Join('\n', lines)}");
        }
    }
}

/// <summary>One window for all pages: what a browser has loaded once it does not load again.</summary>
public sealed class EveryPageWindow : IAsyncLifetime
{
    private Operator? window;

    public async Task<Operator> OfAsync(BrowserHost host) => window ??= await host.OpenAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (window?.DisposeAsync() ?? default);
}
