using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Hosting;

namespace LeadSail.OpenApi;

/// <summary>One of everything that has an id, in an organization of its own: by the names by which parameters and fields speak of them.</summary>
internal sealed class Known
{
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    private Known(DeliveryHost host, ApiClient api) => (Host, Api) = (host, api);

    public DeliveryHost Host { get; }

    public ApiClient Api { get; }

    /// <summary>The ids in the document's examples, and what stands for them here.</summary>
    public IEnumerable<(string Example, string Here)> Names =>
    [
        ("HXZ", ids["campaignId"]), ("lead_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["leadId"]), ("agent_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["agentId"]), ("tmpl_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["promptTemplateId"]),
        ("num_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["phoneNumberId"]), ("+12125550100", ids["number"]), ("agent_8701k3f2m5n7p9q1", ids["providerAgentId"]), ("int_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["interactionId"]),
        ("evt_01kd4p2m9v6w0q8r3t5x7y1z2a", ids["deliveryId"]), ("https://crm.example.com/hook", Host.Receiver.Url("/known")),
    ];

    /// <summary>JSON of the document with the ids that are here, whatever those are by now.</summary>
    public string Here(string json) => Names.Aggregate(json, (so, name) => so.Replace($"\"{name.Example}\"", JsonSerializer.Serialize(name.Here), StringComparison.Ordinal));

    /// <summary>A text from here with the ids of the document.</summary>
    public string Documented(string text) => Names.Aggregate(text, (so, name) => so.Replace(name.Here, name.Example, StringComparison.Ordinal));

    public static async Task<Known> Make(DeliveryHost host)
    {
        var known = new Known(host, await host.NewOrganization());
        var (api, ids) = (known.Api, known.ids);
        ids["X-Inbound-Secret"] = DeliveryHost.InboundSecret;
        ids["number"] = Scene.Phone("00");
        ids["providerAgentId"] = $"agent_{Guid.NewGuid():n}"[..22];
        known.Learn(await api.Post("phone-numbers", new { phoneNumber = ids["number"], providerPhoneNumberId = "phnum_sim_twilio" }));
        known.Learn(await api.Post("voice-agents", new { name = "Amy", providerAgentId = ids["providerAgentId"], phoneNumberId = ids["phoneNumberId"] }));
        known.Learn(await api.Post("prompt-templates", new { name = "Solar", body = "You are calling {{ first_name }}." }));
        known.Learn(await api.Post("campaigns", new
        {
            name = "Rooftop solar", clientName = "Sunrise Solar", voice = new { agentId = ids["agentId"], promptTemplateId = ids["promptTemplateId"] },
            webhooks = new { inheritFromTenant = false, enabled = true, url = host.Receiver.Url("/known") },
            postCall = new { enabled = true, steps = new[] { new { name = "budget", type = "extract", fields = new[] { new { from = "budget", to = "customFields.budget" } } } } },
        }));
        (await api.Patch($"voice-agents/{ids["agentId"]}", new { inbound = new { enabled = true, campaignIds = new[] { ids["campaignId"] } } })).Gives(200);
        known.Learn(await api.Post("leads", new { campaignId = ids["campaignId"], firstName = "Marta", lastName = "Keller", email = "marta.keller@example.com", phone = Scene.Phone("10") }));
        known.Learn(await api.Post("voice/calls/initiate", new { leadId = ids["leadId"] }));
        await known.Rest();
        known.Learn(await api.Post("dnc", new { phone = Scene.Phone("99") }));
        known.Learn(await api.Post("api-keys", new { name = "CRM", scopes = new[] { "read" } }));
        known.Learn(await api.Post($"campaigns/{ids["campaignId"]}/auto-dialer/enter", new { filter = new { search = "nobody" } }));
        known.Learn(await api.Upload("leads/import", "phone\n555\n"u8.ToArray(), "people.csv", ("campaignId", ids["campaignId"]), ("identifier", "phone"), ("file", "")));
        var delivery = await Eventually.Sees(
            async () => (await api.Get("webhook-deliveries?state=delivered&event=call.completed")).Gives(200).At("deliveries"), seen => seen.GetArrayLength() > 0, "a webhook to be delivered");
        ids["deliveryId"] = delivery[0].Text("deliveryId")!;
        return known;
    }

    /// <summary>Until no call to the lead runs, and what follows one is done.</summary>
    public Task Rest() => Eventually.Sees(
        async () => (Lead: (await Api.Get($"leads/{ids["leadId"]}")).Gives(200), Calls: (await Api.Get($"interactions/lead/{ids["leadId"]}")).Gives(200).At("interactions")),
        seen => seen.Lead.Text("activeInteractionId") is null && seen.Calls.EnumerateArray().All(call => call.At("postCall") is not { ValueKind: JsonValueKind.Object } steps || steps.Text("status") != "running"),
        "the calls to be over");

    /// <summary>The id for a parameter of this name, below this path; null when it is none.</summary>
    public string? Id(string name, string path = "") => ids.GetValueOrDefault((name, path.Split('/').ElementAtOrDefault(3)) switch
    {
        ("id", "voice-agents") => "agentId",
        ("id", "phone-numbers") => "phoneNumberId",
        ("id", "prompt-templates") => "promptTemplateId",
        ("leadIds" or "campaignIds", _) => name[..^1],
        ("testAgentId", _) => "agentId",
        ("called_number", _) => "number",
        ("agent_id", _) => "providerAgentId",
        _ => name,
    });

    /// <summary>Takes over the ids of what was made: what there was before may be gone by now.</summary>
    public Answer Learn(Answer answer)
    {
        foreach (var field in answer is { Status: 201 or 202, Json: var made } && made.TryGetProperty("data", out var data) ? data.EnumerateObject() : default)
        {
            if (field.Value.ValueKind == JsonValueKind.String && (ids.ContainsKey(field.Name) || field.Name.EndsWith("Id", StringComparison.Ordinal) || field.Name == "phone"))
            {
                ids[field.Name] = field.Value.GetString()!;
            }
        }

        return answer;
    }
}
