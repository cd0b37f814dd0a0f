using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
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

    public static CallFacts With(this CallFacts facts, Func<AutoDialerSettings, AutoDialerSettings> change) =>
        facts with { Campaign = facts.Campaign! with { Settings = facts.Campaign.Settings with { AutoDialer = change(facts.Campaign.Settings.AutoDialer) } } };

    public static CallFacts AroundTheClock(this CallFacts facts) => facts.With(settings => settings with { OperatingHours = OperatingHours.AroundTheClock });

    /// <summary>The lead is in the dialer, which asks.</summary>
    public static CallFacts Waiting(this CallFacts facts, Lane lane, DateTimeOffset? notBefore = null) => facts.With(settings => settings with { Active = true }) with
    {
        Lead = facts.Lead with { Place = new DialerPlace(lane, notBefore ?? facts.Now, facts.Now) },
        Source = lane == Lane.First ? CallSource.FirstSubmission : CallSource.AutoDialer,
    };

    /// <summary>The lead was called, each call of two minutes.</summary>
    public static CallFacts Called(this CallFacts facts, InteractionStatus status, params ReadOnlySpan<DateTimeOffset> dialledAt)
    {
        foreach (var at in dialledAt)
        {
            var id = $"int_a{facts.Lead.Attempts.Length}";
            facts = facts with
            {
                Lead = facts.Lead with { Attempts = facts.Lead.Attempts.Add(new Attempt(id, "SOL", "+12125550142", at, at.AddMinutes(2), status, null)) },
                Ledger = facts.Ledger with { Calls = facts.Ledger.Calls.Add(new LedgerCall(id, "lead_1", at, at.AddMinutes(2))) },
            };
        }

        return facts;
    }

    public static CallFacts WithCampaign(this CallFacts facts, bool active, bool archived = false) =>
        facts with { Campaign = facts.Campaign! with { Settings = facts.Campaign.Settings with { Active = active, Archived = archived } } };
}
