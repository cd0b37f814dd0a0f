using LeadSail.Hosting;
using LeadSail.Rehearsals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LeadSail.Pages;

/// <summary>The days to come of a campaign, before anybody is called.</summary>
[Collection(nameof(BrowserHost))]
public sealed class RehearsalTests(BrowserHost host)
{
    [Fact]
    public async Task A_campaign_is_rehearsed_and_nobody_is_called()
    {
        var scene = await Scene.Set(host.Api);
        for (var i = 0; i < 5; i++)
        {
            await scene.Lead(Scene.Phone("01"));
        }

        var listed = Scene.Phone("01");
        await scene.Lead(listed);
        (await host.Api.Post("dnc", new { phone = listed, reason = "asked by letter" })).Gives(201);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}?tab=auto-dialer");
        await window.Link("Simulate").ClickAsync();
        await window.SeesAsync("Nothing is rehearsed yet");

        await window.Page.GetByLabel("Days", new() { Exact = true }).FillAsync("91");
        await window.Button("Run").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".field-error").First).ToContainTextAsync("90");

        await window.Page.GetByLabel("Days", new() { Exact = true }).FillAsync("10");
        await window.Page.GetByLabel("From").FillAsync("2026-11-23T09:00");
        await window.Page.GetByLabel("Answered, %").FillAsync("100");
        await window.Page.GetByLabel("Price per minute").FillAsync("0.5");
        await window.Button("Run").ClickAsync();

        var result = window.Page.GetByRole(AriaRole.Region, new() { Name = "Result" });
        await Assertions.Expect(result).ToContainTextAsync("5 of 6");
        await Assertions.Expect(result).ToContainTextAsync("Mon 23 Nov 09:00 – Thu 3 Dec 09:00");
        await Assertions.Expect(result).ToContainTextAsync("0 rule violations");
        await Assertions.Expect(result.GetByRole(AriaRole.Region, new() { Name = "Never callable" })).ToContainTextAsync("The number or the lead must not be called.");
        await Assertions.Expect(result.GetByRole(AriaRole.Img, new() { Name = "Calls per day:" })).ToBeVisibleAsync();
        await window.Button("By hour").ClickAsync();
        await Assertions.Expect(result.GetByRole(AriaRole.Img, new() { Name = "Calls per hour:" })).ToBeVisibleAsync();
        await window.SeesAsync("Week 1 of 2");
        Assert.Equal(0, (await host.Api.Get($"interactions?campaignId={scene.CampaignId}")).Gives(200).GetProperty("interactions").GetArrayLength());
    }

    [Fact]
    public async Task A_rehearsal_that_takes_too_long_is_cancelled()
    {
        var scene = await Scene.Set(host.Api);
        var (begun, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource<RehearsalPlan>());
        var other = host.Services.GetRequiredService<RehearsalRuns>().RunAsync(
            _ =>
            {
                begun.SetResult();
                return goesOn.Task;
            },
            null,
            CancellationToken.None);
        await begun.Task;
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/campaigns/{scene.CampaignId}/simulate");

        await window.Button("Run").ClickAsync();
        await window.SeesAsync("Getting ready …");
        await window.Button("Cancel").ClickAsync();
        await window.SeesAsync("Cancelled.");

        goesOn.SetCanceled();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        await window.Button("Run").ClickAsync();
        await window.SeesAsync("The campaign has no leads.");
    }
}
