using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Lives;
using LeadSail.PhoneNumbers;
using LeadSail.Places;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Eligibility;

/// <summary>A lead in New York whom every rule lets be called, on a Tuesday at 11:00.</summary>
internal static class Facts
{
    public static readonly CallFacts Fine = new()
    {
        Now = Moments.Start,
        Lead = LeadExamples.Known().State,
        Phone = "+12125550142",
        Place = new CalledPlace { State = "NY", Zip = "10001" },
        CampaignId = "SOL",
        Campaign = new CampaignState { Version = 1, Settings = new CampaignSettings { Name = "Solar" } },
        Agent = Agent(new VoiceAgent { Name = "Ava", ProviderAgentId = "agent_el" }),
        From = From(new PhoneNumber { Number = "+13055550100", ProviderPhoneNumberId = "phnum_1" }),
        Prompt = new PromptFacts("You are Ava.", null, null),
    };

    public static Setting<VoiceAgent> Agent(VoiceAgent agent) => new("agent_1", 1, Moments.Start, Moments.Start, agent);

    public static Setting<PhoneNumber> From(PhoneNumber number) => new("num_1", 1, Moments.Start, Moments.Start, number);

    public static CallFacts WithCampaign(this CallFacts facts, bool active, bool archived = false) =>
        facts with { Campaign = facts.Campaign! with { Settings = facts.Campaign.Settings with { Active = active, Archived = archived } } };
}
