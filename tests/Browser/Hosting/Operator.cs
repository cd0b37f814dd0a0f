using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LeadSail.Hosting;

/// <summary>One operator's browser window. When it is closed, the browser's console must hold no error.</summary>
public sealed class Operator : IAsyncDisposable
{
    private static readonly Regex Titled = new(" · LeadSail$");

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> errors = new();

    private Operator(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => errors.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>What stands in the browser's console as an error.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>Whether errors in the browser's console are what the test is about.</summary>
    public bool ExpectsErrors { get; set; }

    public static async Task<Operator> OpenAsync(IBrowser browser, Uri address, ColorScheme theme = ColorScheme.Light, string? session = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(), ColorScheme = theme, TimezoneId = "Europe/Berlin", ViewportSize = new() { Width = 1440, Height = 900 }, ReducedMotion = ReducedMotion.Reduce, StorageState = session,
        });
        context.SetDefaultTimeout(20_000);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Opens a page and waits until it shows what it has.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettledAsync();
    }

    /// <summary>Waits until nothing loads any more, and the head, which is drawn by itself, has come as well.</summary>
    public async Task SettledAsync()
    {
        await Assertions.Expect(Page.Locator("main .page:not(:has(.loading))")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(Page).ToHaveTitleAsync(Titled);
    }

    /// <summary>Lets all that passes between page and server take a while, in its order.</summary>
    public Task SlowLineAsync(TimeSpan oneWay) => Page.RouteWebSocketAsync(new Regex("/_blazor"), page =>
    {
        var server = page.ConnectToServer();
        page.OnMessage(Later(frame => Pass(frame, server)));
        server.OnMessage(Later(frame => Pass(frame, page)));
        return;

        Action<IWebSocketFrame> Later(Action<IWebSocketFrame> pass)
        {
            var line = Task.CompletedTask;
            return frame =>
            {
                var before = line;
                line = Task.WhenAll(before, Task.Delay(oneWay)).ContinueWith(_ => pass(frame), TaskScheduler.Default);
            };
        }

        static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
        {
            if (frame.Binary is { } bytes)
            {
                to.Send(bytes);
            }
            else
            {
                to.Send(frame.Text!);
            }
        }
    });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>The button that opens the dialog of a call.</summary>
    public ILocator Call => Page.Locator("[data-key=call]");

    public ILocator Text(string words) => Page.GetByText(words);

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public async Task SeesAsync(string words) => await Assertions.Expect(Page.Locator("body")).ToContainTextAsync(words, new() { Timeout = 20_000 });

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        if (!ExpectsErrors)
        {
            Assert.Empty(errors);
        }
    }
}
