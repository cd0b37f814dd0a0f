using LeadSail.ApiKeys;
using LeadSail.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class SignInTests(BrowserHost host)
{
    [Fact]
    public async Task A_key_signs_in_and_leads_to_the_page_that_was_asked_for()
    {
        await using var window = await Operator.OpenAsync(host.Browser, host.Address);
        await window.Page.GotoAsync("/leads?search=ada");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));

        await window.Page.GetByLabel("API key").FillAsync("no key at all");
        await window.Button("Sign in").ClickAsync();
        await window.SeesAsync("not known");

        await window.Page.GetByLabel("API key").FillAsync(RunningHost.ApiKey);
        await window.Button("Sign in").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Leads", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/leads\\?search=ada$"));
    }

    [Fact]
    public async Task The_session_is_a_cookie_that_no_script_reads_and_signing_out_ends_it()
    {
        await using var window = await host.SignInAsync(RunningHost.ApiKey);
        var cookie = Assert.Single(await window.Page.Context.CookiesAsync(), cookie => cookie.Name == "leadsail");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);

        await window.Button("Sign out").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await window.Page.GotoAsync("/leads");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_signed_in_with_a_key_that_is_revoked_is_out()
    {
        var made = (await host.Api.Post("api-keys", new { name = "short-lived", scopes = new[] { "read" } })).Gives(201);
        await using var window = await host.SignInAsync(made.Text("apiKey")!);
        window.ExpectsErrors = true; // the page's own requests are refused meanwhile
        await window.GoAsync("/leads");
        (await host.Api.Delete($"api-keys/{made.Text("apiKeyId")}")).Gives(200);

        await window.SeesAsync("Your session is over");
    }

    [Fact]
    public async Task A_page_with_something_typed_on_it_goes_as_well_when_its_key_is_revoked()
    {
        var made = (await host.Api.Post("api-keys", new { name = "writes", scopes = new[] { "read", "write" } })).Gives(201);
        await using var window = await host.SignInAsync(made.Text("apiKey")!);
        window.ExpectsErrors = true;
        await window.GoAsync("/prompts/new");
        await window.Page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("Something nobody saved.");
        await window.SeesAsync("Not saved");

        (await host.Api.Delete($"api-keys/{made.Text("apiKeyId")}")).Gives(200);

        await window.SeesAsync("Your session is over");
    }

    [Fact]
    public async Task Signing_out_ends_the_other_windows_of_the_session()
    {
        await using var window = await host.SignInAsync(RunningHost.ApiKey);
        var other = await window.Page.Context.NewPageAsync();
        await other.GotoAsync("/campaigns");
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Campaigns" })).ToBeVisibleAsync();

        await window.Button("Sign out").ClickAsync();

        await Assertions.Expect(other.GetByText("Your session is over")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    [Theory]
    [InlineData("/leads?status=new", "/leads?status=new")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("/\r\n/evil.example", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("", "/")]
    public async Task Signing_in_leads_to_a_page_of_ours_whatever_the_address_said(string returnUrl, string to)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        var page = await http.GetStringAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"form\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = token, ["key"] = RunningHost.ApiKey, ["returnUrl"] = returnUrl });

        using var answer = await http.PostAsync("/session", form);

        Assert.Equal((System.Net.HttpStatusCode.Redirect, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task What_the_scopes_do_not_allow_is_off_and_says_so()
    {
        var made = (await host.Api.Post("api-keys", new { name = "looks only", scopes = new[] { "read" } })).Gives(201);
        var scene = await Scene.Set(host.Api);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.SignInAsync(made.Text("apiKey")!);

        await window.GoAsync($"/leads/{leadId}");
        await Assertions.Expect(window.Call).ToBeDisabledAsync();
        await Assertions.Expect(window.Button("Send to dialer")).ToHaveAttributeAsync("title", "This key lacks the scope write");
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { name = "Seen with any key" })).Gives(200);
        await window.GoAsync("/live");
        await window.SeesAsync("Seen with any key");
        await Assertions.Expect(window.Button("Pause all dialling")).ToHaveAttributeAsync("title", "This key lacks the scope write");
        await window.GoAsync("/api-keys");
        await window.SeesAsync("This key lacks the scope admin");
    }

    [Fact]
    public async Task A_link_with_a_ticket_signs_in_once()
    {
        var admin = await host.Services.GetRequiredService<ApiKeyStore>().FirstAdminAsync(host.OrganizationId);
        var ticket = host.Services.GetRequiredService<Console.Sessions.DemoTickets>().Issue(admin!);
        await using var first = await Operator.OpenAsync(host.Browser, host.Address);
        await first.Page.GotoAsync($"/session/ticket/{ticket}");
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Heading, new() { Name = "Live" })).ToBeVisibleAsync();

        await using var second = await Operator.OpenAsync(host.Browser, host.Address);
        await second.Page.GotoAsync($"/session/ticket/{ticket}");
        await second.SeesAsync("This link was used already");
    }
}
