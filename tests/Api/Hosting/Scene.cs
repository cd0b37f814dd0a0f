using System.Globalization;
using System.Text.Json;

namespace LeadSail.Hosting;

/// <summary>A campaign that can call, with agent and number, made for one test.</summary>
public sealed record Scene(ApiClient Api, string CampaignId, string AgentId, string NumberId)
{
    private static int people;

    public static async Task<Scene> Set(ApiClient api, string transport = "twilio", string? prompt = null)
    {
        var numberId = await NewNumber(api, transport);
        var agentId = await NewAgent(api, numberId);
        var templateId = prompt is null ? null : await NewTemplate(api, prompt);
        var campaign = await api.Post("campaigns", new { name = "Solar Spring", clientId = "client_1", offerId = "offer_1", voice = new { agentId, promptTemplateId = templateId } });
        return new(api, campaign.Gives(201).Text("campaignId")!, agentId, numberId);
    }

    public static async Task<string> NewNumber(ApiClient api, string transport = "twilio") => (await api.Post("phone-numbers", new
    {
        phoneNumber = "+12125550100", providerPhoneNumberId = transport == "twilio" ? "phnum_sim_twilio" : "phnum_sim_sip", transport,
    })).Gives(201).Text("phoneNumberId")!;

    public static async Task<string> NewAgent(ApiClient api, string? numberId) =>
        (await api.Post("voice-agents", new { name = "Amy", providerAgentId = "agent_sim_amy", phoneNumberId = numberId })).Gives(201).Text("agentId")!;

    public static async Task<string> NewTemplate(ApiClient api, string body) =>
        (await api.Post("prompt-templates", new { name = "Solar", body })).Gives(201).Text("promptTemplateId")!;

    /// <summary>A number in New York that no other test has; its last two digits tell the simulator how the call ends.</summary>
    public static string Phone(string ending) => string.Create(CultureInfo.InvariantCulture, $"+1212{Interlocked.Increment(ref people) + 20_000:00000}{ending}");

    /// <summary>The body of a lead.</summary>
    public object Person(string phone) => new { campaignId = CampaignId, firstName = "Marta", lastName = "Keller", email = "marta@example.com", phone };

    public async Task<string> Lead(string phone) => (await Api.Post("leads", Person(phone))).Gives(201).Text("leadId")!;

    /// <summary>Starts a call and tells its interaction.</summary>
    public async Task<string> Call(string leadId) => (await Api.Post("voice/calls/initiate", new { leadId })).Gives(202).Text("interactionId")!;

    public async Task<JsonElement> Interaction(string interactionId) => (await Api.Get($"interactions/{interactionId}")).Gives(200);

    public async Task<JsonElement> GetLead(string leadId) => (await Api.Get($"leads/{leadId}")).Gives(200);

    /// <summary>The interaction once it is over.</summary>
    public Task<JsonElement> Final(string interactionId) =>
        Eventually.Sees(() => Interaction(interactionId), seen => seen.Text("status") != "in_progress", $"interaction {interactionId} to end");

    /// <summary>The interaction once it is over, and its lead once it knows.</summary>
    public async Task<(JsonElement Interaction, JsonElement Lead)> Over(string interactionId)
    {
        var final = await Final(interactionId);
        var lead = await Eventually.Sees(() => GetLead(final.Text("leadId")!), seen => seen.Text("activeInteractionId") is null, "the lead to know that its call is over");
        return (final, lead);
    }
}
