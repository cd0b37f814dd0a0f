using LeadSail.Hosting;
using Microsoft.Playwright;

namespace LeadSail.Pages;

[Collection(nameof(BrowserHost))]
public sealed class CallTests(BrowserHost host)
{
    private const string Prompt = "You are {{ agent.name }}, calling {{ first_name }}. Be brief.";

    [Fact]
    public async Task An_operator_calls_from_the_lead_and_reads_and_hears_what_was_said()
    {
        var scene = await Scene.Set(host.Api, prompt: Prompt);
        var leadId = await scene.Lead(Scene.Phone("01"));
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}");

        await window.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(window.Dialog).ToContainTextAsync("Amy");
        await Assertions.Expect(window.Dialog).ToContainTextAsync("+12125550100 · the agent's");
        await Assertions.Expect(window.Dialog).ToContainTextAsync("Inside legal hours");
        await window.Dialog.Locator("summary").ClickAsync();
        await window.Dialog.GetByLabel("Additional instructions").FillAsync("Ask for the roof.");
        await Assertions.Expect(window.Dialog).ToContainTextAsync("You are Amy, calling Marta. Be brief.");
        await Assertions.Expect(window.Dialog.Locator(".preview")).ToContainTextAsync("Ask for the roof.");
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();
        var call = window.Page.Locator(".call");
        await Assertions.Expect(call.Locator(".badge").First).ToHaveTextAsync("Completed");
        await Assertions.Expect(call.Locator(".bubble").First).ToBeVisibleAsync();
        await Assertions.Expect(call).ToContainTextAsync("Manual");
        await PlaysAsync(window, call);

        var stored = (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).GetProperty("interactions")[0];
        Assert.Equal("manual", stored.Text("call.source"));
    }

    [Fact]
    public async Task An_operator_calls_from_conversations()
    {
        var scene = await Scene.Set(host.Api, prompt: Prompt);
        var leadId = await scene.Lead(Scene.Phone("01"));
        var before = await scene.Call(leadId);
        await scene.Over(before);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/conversations?campaign={scene.CampaignId}");
        await window.Page.Locator(".conversation").ClickAsync();

        await window.Call.ClickAsync();
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Page.Locator(".conversation")).ToHaveCountAsync(2);
        await Assertions.Expect(window.Page.Locator(".conversation").First).ToContainTextAsync("Completed");
        await Assertions.Expect(window.Page.Locator(".call").Last.Locator(".bubble").First).ToBeVisibleAsync();
        await PlaysAsync(window, window.Page.Locator(".call").Last);
    }

    [Fact]
    public async Task The_chosen_number_is_called_from_and_a_test_lead_gets_the_test_agent()
    {
        var scene = await Scene.Set(host.Api);
        var other = (await host.Api.Post("phone-numbers", new { phoneNumber = "+12125550177", label = "Second", providerPhoneNumberId = "phnum_sim_twilio" })).Gives(201).Text("phoneNumberId")!;
        var tester = (await host.Api.Post("voice-agents", new { name = "Tess", providerAgentId = "agent_sim_amy", phoneNumberId = scene.NumberId })).Gives(201).Text("agentId");
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new { voice = new { testAgentId = tester } })).Gives(200);
        var leadId = await scene.Lead(Scene.Phone("01"));
        (await host.Api.Patch($"leads/{leadId}", new { isTest = true })).Gives(200);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}");

        await window.Call.ClickAsync();
        await Assertions.Expect(window.Dialog).ToContainTextAsync("Tess");
        await Assertions.Expect(window.Dialog).ToContainTextAsync("Test agent");
        await window.Dialog.GetByLabel("Number to call from").SelectOptionAsync(other);
        await Assertions.Expect(window.Dialog).ToContainTextAsync("The call comes from +12125550177.");
        await window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Page.Locator(".call .badge").First).ToHaveTextAsync("Completed");
        var stored = (await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).GetProperty("interactions")[0];
        Assert.Equal(("+12125550177", tester), (stored.Text("telephony.phoneNumber"), stored.Text("call.voiceAI.agentId")));
    }

    [Fact]
    public async Task A_call_that_the_rules_refuse_cannot_be_asked_for_and_the_reason_stands_there()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var leadId = await scene.Lead(phone);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}");
        await window.Call.ClickAsync();
        var call = window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true });
        await Assertions.Expect(call).ToBeEnabledAsync();

        // while the dialog is open, the number comes on the list
        (await host.Api.Post("dnc", new { phone, reason = "asked by letter" })).Gives(201);
        await Assertions.Expect(call).ToBeDisabledAsync();
        await Assertions.Expect(window.Dialog.Locator(".modal-foot")).ToContainTextAsync("asked by letter");

        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.Dialog).ToBeHiddenAsync();
        Assert.Empty(await host.Api.Dials(phone));
    }

    [Fact]
    public async Task Pressing_twice_calls_once()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var leadId = await scene.Lead(phone);
        await using var window = await host.OpenAsync();
        await window.GoAsync($"/leads/{leadId}?tab=interactions");
        await window.Call.ClickAsync();
        var call = window.Dialog.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true });
        await Assertions.Expect(call).ToBeEnabledAsync();

        await call.DblClickAsync();

        await Assertions.Expect(window.Page.Locator(".call .badge").First).ToHaveTextAsync("Completed");
        Assert.Single((await host.Api.Get($"interactions/lead/{leadId}")).Gives(200).GetProperty("interactions").EnumerateArray());
        Assert.Single(await host.Api.Dials(phone));
    }

    private static async Task PlaysAsync(Operator window, ILocator call)
    {
        var player = call.Locator("audio");
        await player.EvaluateAsync("p => p.play()");
        await window.Page.WaitForFunctionAsync("p => p.currentTime > 0 && !p.error", await player.ElementHandleAsync());
    }
}
