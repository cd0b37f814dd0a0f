using System.Text;
using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class ImportTests(BrowserHost host)
{
    [Fact]
    public async Task A_file_with_bad_rows_is_checked_imported_and_its_rejected_rows_are_downloaded()
    {
        var scene = await Scene.Set(host.Api);
        var (good, bad) = (Scene.Phone("01"), Scene.Phone("01"));
        var file = $"First name,Last name,E-mail,Mobile,Roof,Shoe size\nMary,Somerville,mary@example.com,{good},flat,38\nSophie,Germain,sophie,{bad},,\nEmmy,Noether,emmy@example.com,12,,\n";
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads?campaign={scene.CampaignId}");
        await window.Link("Import").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Import leads" })).ToBeVisibleAsync();
        await window.SettledAsync();

        await window.Page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "mathematicians.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await Assertions.Expect(Column(window, "E-mail")).ToHaveValueAsync("email");
        await Assertions.Expect(Column(window, "Mobile")).ToHaveValueAsync("");
        await window.SeesAsync("e.g. Somerville");

        await window.Button("Check the file").ClickAsync();
        await window.SeesAsync("has no column for phone, by which leads are known");
        await Column(window, "Mobile").SelectOptionAsync("phone");
        await Column(window, "Roof").SelectOptionAsync("questionnaire.Roof");
        await window.Button("Check the file").ClickAsync();
        await window.SeesAsync("Checked: 3 rows.");
        await Assertions.Expect(window.Page.GetByLabel("Check", new() { Exact = true }).Locator("dl")).ToContainTextAsync("Would be added1");
        Assert.Equal(0, (await host.Api.Get($"leads?campaignIds={scene.CampaignId}")).Gives(200).At("leads").GetArrayLength());

        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.SeesAsync("Done: 3 rows.");
        await Assertions.Expect(window.Page.GetByLabel("Import", new() { Exact = true }).Locator("dl")).ToContainTextAsync("Rejected2");
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Link("Download the rejected rows").ClickAsync());
        Assert.EndsWith("-rejects.csv", download.SuggestedFilename, StringComparison.Ordinal);
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        var lines = (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("line,reason,First name,Last name,E-mail,Mobile,Roof,Shoe size", lines[0]);
        Assert.Equal($"3,email: must be an e-mail address,Sophie,Germain,sophie,{bad},,", lines[1]);
        Assert.StartsWith("4,phone: ", lines[2], StringComparison.Ordinal);

        await window.GoAsync($"/leads?campaign={scene.CampaignId}");
        await window.Link("Mary Somerville").ClickAsync();
        await window.SeesAsync("flat");
        await window.GoAsync("/leads/import");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Imports" })).ToContainTextAsync("mathematicians.csv");
    }

    [Fact]
    public async Task Without_a_file_or_with_one_that_is_none_the_form_says_why()
    {
        await Scene.Set(host.Api);
        await using var window = await host.OpenAsync();
        await window.GoAsync("/leads/import");
        await window.Button("Check the file").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".field", new() { HasText = "CSV file" })).ToContainTextAsync("is required");
        await Assertions.Expect(window.Page.Locator(".field", new() { HasText = "Campaign" })).ToContainTextAsync("is required");
        await window.Page.GetByLabel("Campaign").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await window.Page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "empty.csv", MimeType = "text/csv", Buffer = [] });
        await window.Button("Check the file").ClickAsync();
        await window.SeesAsync("is empty; its first line must name the columns");
    }

    private static ILocator Column(Operator window, string name) => window.Page.GetByRole(AriaRole.Combobox, new() { Name = name, Exact = true });
}
