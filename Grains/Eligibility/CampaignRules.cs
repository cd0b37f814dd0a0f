using LeadSail.Campaigns;
using LeadSail.Leads;

namespace LeadSail.Eligibility;

/// <summary>Whether the campaign can make this call.</summary>
internal static class CampaignRules
{
    public static readonly Rule IsActive = new("campaign_active", Codes.CampaignInactive), Agent = new("agent_set", Codes.MissingVoiceAgent),
        Number = new("number_set", Codes.MissingPhoneNumber);

    private static readonly Rule Prompt = new("prompt_renders", Codes.PromptInvalid);

    /// <summary>A test that somebody asks for may ignore that a campaign rests, and no pause: who pauses wants silence. The dialer of a campaign that rests calls nobody.</summary>
    public static RuleVerdict Active(CallFacts facts) => facts switch
    {
        { Organization.DialingPaused: true } => IsActive.Fail("All dialling is paused.", NextPass.OnEvent),
        { Campaign: null or { Version: 0 } } => IsActive.Fail($"There is no campaign {facts.CampaignId}.", NextPass.OnEvent),
        { IsDialers: true, Campaign.DialerPaused: true } => IsActive.Fail("The campaign's auto-dialer is paused.", NextPass.OnEvent),
        { IsDialers: true, Settings.Active: false, Waiting.Lane: Lane.New or Lane.Retry } => IsActive.Fail("The campaign's auto-dialer is switched off.", NextPass.OnEvent),
        { Campaign.IsActive: true } => IsActive.Pass("The campaign is active."),
        { IsTest: true, IsDialers: false } => IsActive.Waive("The campaign is not active, which a test call may ignore."),
        { Campaign.Settings.Archived: true } => IsActive.Fail("The campaign is archived.", NextPass.OnEvent),
        _ => IsActive.Fail("The campaign is inactive.", NextPass.OnEvent),
    };

    public static RuleVerdict AgentSet(CallFacts facts) => facts.Agent switch
    {
        null => Agent.Fail("The campaign has no voice agent.", NextPass.OnEvent),
        { Value.Active: false } => Agent.Fail($"The voice agent {facts.Agent.Value.Name} is not active.", NextPass.OnEvent),
        _ => Agent.Pass($"{facts.Agent.Value.Name} will speak."),
    };

    public static RuleVerdict NumberSet(CallFacts facts) => facts.From switch
    {
        null => Number.Fail("Neither the call, the campaign nor the agent names a number to call from.", NextPass.OnEvent),
        { Value.Active: false } => Number.Fail($"The number {facts.From.Value.Number} is not active.", NextPass.OnEvent),
        _ when facts.Agent is { } agent && agent.Value.Provider != facts.From.Value.Provider =>
            Number.Fail($"The number {facts.From.Value.Number} belongs to another provider than the agent.", NextPass.OnEvent),
        _ => Number.Pass($"The call comes from {facts.From.Value.Number}."),
    };

    public static RuleVerdict PromptRenders(CallFacts facts) => facts.Prompt.Fault is { } fault
        ? Prompt.Fail(fault, NextPass.OnEvent)
        : Prompt.Pass(facts.Prompt.Prompt is null ? "The agent speaks with its own prompt." : "The prompt is complete.");
}
