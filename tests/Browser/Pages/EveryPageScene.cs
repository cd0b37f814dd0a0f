using LeadSail.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadSail.Pages;

/// <summary>A campaign with something to see on every page, made once.</summary>
internal sealed record EveryPageScene(string CampaignId, string PromptId, string LeadId, string CallId, string ImportId)
{
    private static readonly (string First, string Last, string Ending)[] People =
    [
        ("Ada", "Lovelace", "01"), ("Grace", "Hopper", "10"), ("Alan", "Turing", "04"), ("Edsger", "Dijkstra", "05"), ("Barbara", "Liskov", "12"),
        ("Tony", "Hoare", "06"), ("Margaret", "Hamilton", "13"), ("Donald", "Knuth", "11"), ("Radia", "Perlman", "01"), ("Leslie", "Lamport", "05"),
    ];

    private static readonly SemaphoreSlim Once = new(1);
    private static EveryPageScene? made;

    public static async Task<EveryPageScene> OfAsync(BrowserHost host)
    {
        await Once.WaitAsync();
        try
        {
            return made ??= await MakeAsync(host);
        }
        finally
        {
            Once.Release();
        }
    }

    public string Fill(string path) => path.Replace("{campaign}", CampaignId, StringComparison.Ordinal).Replace("{prompt}", PromptId, StringComparison.Ordinal)
        .Replace("{lead}", LeadId, StringComparison.Ordinal).Replace("{call}", CallId, StringComparison.Ordinal).Replace("{import}", ImportId, StringComparison.Ordinal);

    private static async Task<EveryPageScene> MakeAsync(BrowserHost host)
    {
        var scene = await Scene.Set(host.Api, prompt: "You are {{ agent.name }}, a friendly assistant. You are calling {{ first_name }} {{ last_name }} about {{ campaign.name }}.\nBe brief.");
        var campaign = (await host.Api.Get($"campaigns/{scene.CampaignId}")).Gives(200);
        await TellsAsync(host, scene);
        var calls = new List<string>();
        foreach (var (first, last, ending) in People)
        {
            var lead = (await host.Api.Post("leads", new
            {
                campaignId = scene.CampaignId, firstName = first, lastName = last, email = $"{first}.{last}@example.com".ToLowerInvariant(), phone = Scene.Phone(ending),
                notes = "Asked for an offer.", tags = new[] { "solar", "spring" }, questionnaire = new { timeline = "this summer", roof = "flat" }, customFields = new { budget = "20,000" },
            })).Gives(201).Text("leadId")!;
            calls.Add(await scene.Call(lead));
        }

        foreach (var call in calls)
        {
            await scene.Over(call);
        }

        foreach (var state in new[] { "delivered", "failed" })
        {
            await Eventually.Sees(
                async () => (await host.Api.Get($"webhook-deliveries?campaignId={scene.CampaignId}&state={state}")).Gives(200).At("deliveries").GetArrayLength(), told => told > 0, $"a delivery that is {state}");
        }

        await host.Api.Post("dnc", new { phone = Scene.Phone("99"), reason = "asked by letter" });
        var shown = (await host.Api.Get($"interactions/{calls[0]}")).Gives(200);
        var imported = (await host.Api.Upload("leads/import", "firstName,lastName,email,phone\nJohn,Backus,jb@example.com,12\n"u8.ToArray(), "people.csv", ("file", ""), ("campaignId", scene.CampaignId), ("identifier", "phone"))).Gives(202).Text("importId")!;
        await Eventually.Sees(async () => (await host.Api.Get($"leads/imports/{imported}")).Gives(200), seen => seen.Text("status") == "done", "the import to end");
        return new(scene.CampaignId, campaign.Text("voice.promptTemplateId")!, shown.Text("leadId")!, calls[0], imported);
    }

    /// <summary>A receiver that takes some of what it is told, and steps after each call.</summary>
    private static async Task TellsAsync(BrowserHost host, Scene scene)
    {
        host.Receiver.Answer = (context, request) =>
        {
            context.Response.StatusCode = request.Json.Text("event") == "call.started" ? 503 : 200;
            return context.Response.WriteAsync(context.Response.StatusCode == 503 ? "upstream is down" : """{"taken":true}""");
        };
        var rules = new[]
        {
            new { when = new { field = "status", @operator = "equals", value = (object?)"qualified" }, points = 40 },
            new { when = new { field = "customFields.budget", @operator = "exists", value = (object?)null }, points = 10 },
        };
        (await host.Api.Patch($"campaigns/{scene.CampaignId}", new
        {
            webhooks = new { inheritFromTenant = false, enabled = true, url = host.Receiver.Url("/hooks/leadsail"), headers = new Dictionary<string, string> { ["Authorization"] = "Bearer of-the-tests", ["X-Tenant"] = "solar" }, retryAttempts = 1 },
            postCall = new
            {
                enabled = true,
                steps = new object[]
                {
                    new { type = "extract", name = "take", fields = new[] { new { from = "callback_time", to = "customFields.callback" }, new { from = "interest", to = "customFields.interest" } } },
                    new { type = "score", name = "points", to = "customFields.score", rules, continueOnFailure = false },
                    new { type = "webhook", name = "crm", url = host.Receiver.Url("/calls"), headers = new Dictionary<string, string> { ["X-Token"] = "of-the-tests" }, on = new[] { "completed", "qualified" } },
                },
            },
        })).Gives(200);
    }
}
