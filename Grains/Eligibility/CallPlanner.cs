using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Phones;
using LeadSail.Prompts;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Eligibility;

/// <summary>Gathers the facts of a wish to call from settings and ledgers, and has the rules judge them.</summary>
public sealed class CallPlanner(ISettings settings, IStateReader states, PromptRenderer prompts, CallOptions options)
{
    /// <summary>How long the dialer's calls wait for their slot: it has taken one before it asks.</summary>
    private static readonly TimeSpan DialersStartWithin = TimeSpan.FromSeconds(60);

    /// <summary>Judges one call.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="lead">Its state.</param>
    /// <param name="wish">What is asked for.</param>
    /// <param name="ledgerOf">Reads the ledger of the number to call.</param>
    /// <param name="now">Now.</param>
    public async Task<CallPlan> PlanAsync(string organizationId, string leadId, LeadState lead, InitiateCall wish, Func<string, Task<Ledger>> ledgerOf, DateTimeOffset now)
    {
        var campaignId = wish.CampaignId ?? lead.CampaignId;
        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, campaignId));
        if (wish.CampaignId is not null && campaign is null)
        {
            return NotFound($"There is no campaign {campaignId}.");
        }

        var voice = campaign?.Settings.Voice ?? new CampaignVoice();
        var agent = await Find<VoiceAgent>(organizationId, voice.AgentFor(lead.Data.IsTest));
        var from = await Find<PhoneNumber>(organizationId, wish.PhoneNumberId ?? voice.PhoneNumberId ?? agent?.Value.PhoneNumberId);
        if (wish.PhoneNumberId is not null && from is null)
        {
            return NotFound($"There is no phone number {wish.PhoneNumberId}.");
        }

        var phone = PhoneRules.Read(wish.Phone ?? lead.Data.Phone, lead.Data.Country);
        var organization = await settings.FindAsync<Organization>(organizationId, organizationId, fresh: true);
        var subject = PromptSubject.Of(leadId, lead, campaignId, campaign, agent, CallDirection.Outbound, phone.E164, now);
        var template = await Find<PromptTemplate>(organizationId, voice.PromptTemplateId);
        var facts = new CallFacts
        {
            Now = now,
            Lead = lead,
            Phone = phone.E164,
            PhoneFault = phone.Fault,
            Ledger = phone.E164 is null ? new Ledger() : await ledgerOf(phone.E164),
            Place = LeadRules.PlaceOf(lead.Data),
            Source = wish.Source,
            Organization = organization?.Value ?? new Organization(),
            IsTest = wish.IsTest || lead.Data.IsTest,
            CampaignId = campaignId,
            Campaign = campaign,
            Agent = agent,
            From = from,
            Prompt = prompts.Render(template, voice.PromptTemplateId, subject, wish.AdditionalInstructions),
        };
        var verdicts = EligibilityRules.Judge(facts);
        var next = EligibilityRules.NextCallTime(facts, verdicts);
        var refusal = EligibilityRules.RefusalOf(verdicts, facts, next);
        return new CallPlan { Refusal = refusal, Verdicts = verdicts, NextCallTime = next, Call = refusal is null ? CallOf(facts, verdicts, subject, wish) : null };
    }

    private CreateCall CallOf(CallFacts facts, ImmutableArray<RuleVerdict> verdicts, PromptSubject subject, InitiateCall wish) => new()
    {
        InteractionId = wish.InteractionId,
        LeadId = subject.LeadId,
        CampaignId = subject.CampaignId,
        ClientId = facts.Campaign!.Settings.ClientId,
        OfferId = facts.Campaign.Settings.OfferId,
        AgentId = facts.Agent!.Id,
        Provider = facts.Agent.Value.Provider,
        ProviderAgentId = facts.Agent.Value.ProviderAgentId,
        PhoneNumberId = facts.From!.Id,
        FromNumber = facts.From.Value.Number,
        ProviderPhoneNumberId = facts.From.Value.ProviderPhoneNumberId,
        Transport = facts.From.Value.Transport,
        Phone = facts.Phone!,
        Source = wish.Source,
        IsTest = facts.IsTest,
        Attempt = facts.Attempt,
        IsLast = facts.IsLast,
        Prompt = facts.Prompt.Prompt ?? "",
        FirstMessage = facts.Prompt.FirstMessage,
        Variables = PromptVariables.ForAgent(subject, wish.AdditionalInstructions),
        MaxDurationSeconds = facts.Campaign.Settings.Voice.MaxDurationSeconds,
        Place = facts.Place,
        StartBy = facts.Now + (wish.Source == CallSource.AutoDialer ? DialersStartWithin : options.StartWithin),
        Actor = wish.Actor,
        PollSeconds = options.PollSeconds,
        Zone = subject.Zone,
        DueAt = ClockRules.DueSince(facts),
        HoursWaived = verdicts.Any(verdict => verdict.Rule == ClockRules.Operating.Name && verdict.IsWaived),
        IsCallback = facts.Callback is { } promised && promised.NotBefore <= facts.Now,
    };

    private async Task<Setting<T>?> Find<T>(string organizationId, string? id) where T : class, ISetting =>
        id is null ? null : await settings.FindAsync<T>(organizationId, id);

    private static CallPlan NotFound(string message) => new() { Refusal = Refusal.Of(Codes.NotFound, message) };
}
