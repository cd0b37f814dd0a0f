using Microsoft.Playwright;

namespace LeadSail.Hosting;

/// <summary>The product, in which a call takes about a second and which may send to this machine, and the Chromium of this machine.</summary>
public sealed class BrowserHost() : RunningHost(speed: 60, settings: "--Outgoing:AllowPrivateAddresses=true")
{
    private IPlaywright playwright = null!;
    private string? session;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>To whom <see cref="Pages.EveryPageScene"/> tells what happens.</summary>
    public Receiver Receiver { get; private set; } = null!;

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        Receiver = await Receiver.StartAsync();
        await base.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"],
        });
    }

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright.Dispose();
        await base.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>An operator in front of a browser of their own, signed in before with the admin key.</summary>
    public async Task<Operator> OpenAsync(ColorScheme theme = ColorScheme.Light)
    {
        if (session is null)
        {
            await using var first = await SignInAsync(ApiKey);
            session = await first.Page.Context.StorageStateAsync();
        }

        return await Operator.OpenAsync(Browser, Address, theme, session);
    }

    /// <summary>An operator who signs in with a key.</summary>
    public async Task<Operator> SignInAsync(string key)
    {
        var window = await Operator.OpenAsync(Browser, Address);
        await window.Page.GotoAsync("/sign-in");
        await window.Page.GetByLabel("API key").FillAsync(key);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Live" })).ToBeVisibleAsync();
        return window;
    }
}

[CollectionDefinition(nameof(BrowserHost))]
public sealed class InBrowser : ICollectionFixture<BrowserHost>;
