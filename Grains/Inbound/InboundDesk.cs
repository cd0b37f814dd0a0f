using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Imports;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.PhoneNumbers;
using LeadSail.Phones;
using LeadSail.Prompts;
using LeadSail.Providers;
using LeadSail.Storage;
using LeadSail.VoiceAgents;
using Microsoft.Extensions.Logging;

namespace LeadSail.Inbound;

/// <summary>
/// Takes calls that come in: the called number says whose call it is and which agent talks, the caller's number which lead it is, in the agent's campaigns in their order; a stranger becomes a lead of
/// the first (<c>product.md</c>, Inbound calls).
/// </summary>
public sealed partial class InboundDesk(
    ISettings settings, IStateReader states, ILeads leads, IGrainFactory grains, PromptRenderer prompts, IIds ids, CallOptions options, TimeProvider time, ILogger<InboundDesk> logger)
{
    private const string Actor = "provider";

    /// <summary>Begins the interaction and says what the agent is to know; null when nobody takes calls on that number.</summary>
    public async Task<StartCallRequest?> AnswerAsync(InboundRing ring, CancellationToken cancellationToken)
    {
        if (await LineOf(ring, cancellationToken) is not ({ } organizationId, { } number, { } agent) || await CampaignsOf(organizationId, agent.Value) is not [var first, ..] campaigns)
        {
            return null;
        }

        var phone = PhoneOf(ring.From) ?? "";
        var (leadId, campaignId) = await LeadOf(organizationId, phone, campaigns, cancellationToken) ?? (await Stranger(organizationId, phone, first.Id), first.Id);
        var lead = await states.ReadAsync<LeadState>("lead", GrainKeys.Of(organizationId, leadId), cancellationToken) ?? throw new InvalidOperationException($"The lead {leadId} is gone.");
        var call = await CallOf(organizationId, leadId, lead, campaignId, campaigns.First(campaign => campaign.Id == campaignId).State, agent, number, phone, cancellationToken);
        var interactionId = await grains.GetGrain<ILeadGrain>(GrainKeys.Of(organizationId, leadId)).Answer(new AnswerCall(call, ring.ConversationId, ring.CarrierCallId));
        return StartCallRequest.Of(organizationId, call with { InteractionId = interactionId });
    }

    /// <summary>
    /// A provider's number belongs to one organization: of those that name it, the one that did so first and takes calls on it. The agent is one whose number was called, of several the one that the
    /// provider names; where the number is no agent's, the one that the provider names.
    /// </summary>
    private async Task<(string? OrganizationId, Setting<PhoneNumber>? Number, Setting<VoiceAgent>? Agent)> LineOf(InboundRing ring, CancellationToken cancellationToken)
    {
        if (PhoneOf(ring.To) is not { } called)
        {
            return default;
        }

        var owners = (await settings.ListAllAsync<PhoneNumber>(cancellationToken))
            .Where(each => each.Row.Value.Provider == ring.Provider && each.Row.Value.Number == called && each.Row.Value.Active)
            .OrderBy(each => each.Row.CreatedAt).GroupBy(each => each.OrganizationId, each => each.Row, StringComparer.Ordinal);
        var takers = (await settings.ListAllAsync<VoiceAgent>(cancellationToken))
            .Where(each => each.Row.Value is { Active: true, Inbound.Enabled: true } agent && agent.Provider == ring.Provider).ToLookup(each => each.OrganizationId, each => each.Row, StringComparer.Ordinal);
        foreach (var numbers in owners)
        {
            var bound = takers[numbers.Key].Where(agent => numbers.Any(number => number.Id == agent.Value.PhoneNumberId)).ToArray();
            if ((bound.FirstOrDefault(IsNamed) ?? bound.FirstOrDefault() ?? takers[numbers.Key].FirstOrDefault(IsNamed)) is { } agent)
            {
                return (numbers.Key, numbers.FirstOrDefault(number => number.Id == agent.Value.PhoneNumberId) ?? numbers.First(), agent);
            }
        }

        return default;

        bool IsNamed(Setting<VoiceAgent> agent) => agent.Value.ProviderAgentId == ring.ProviderAgentId;
    }

    private async Task<(string Id, CampaignState State)[]> CampaignsOf(string organizationId, VoiceAgent agent)
    {
        var found = await Task.WhenAll(agent.Inbound.CampaignIds.Select(async id => (Id: id, State: await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(organizationId, id)))));
        return [.. found.Where(campaign => campaign.State is not null).Select(campaign => (campaign.Id, campaign.State!))];
    }

    private async Task<(string LeadId, string CampaignId)?> LeadOf(string organizationId, string phone, (string Id, CampaignState State)[] campaigns, CancellationToken cancellationToken)
    {
        foreach (var campaign in phone.Length == 0 ? [] : campaigns)
        {
            if ((await leads.FindAsync(organizationId, campaign.Id, ImportIdentifier.Phone, [phone], cancellationToken)).GetValueOrDefault(phone) is { } leadId)
            {
                return (leadId, campaign.Id);
            }
        }

        return null;
    }

    /// <summary>A lead of which nothing is known but the number; the same one if they call again within 24 h.</summary>
    private async Task<string> Stranger(string organizationId, string phone, string campaignId)
    {
        var given = new LeadGiven { FirstName = "Unknown", LastName = "caller", Phone = phone, Tags = ["inbound"] };
        string? erased = null;
        while (true)
        {
            var leadId = ids.Next("lead");
            if (phone.Length > 0)
            {
                leadId = (await grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(organizationId, phone)).Tell(new Claim(campaignId, leadId, erased))).ClaimedBy!;
            }

            if ((await grains.GetGrain<ILeadGrain>(GrainKeys.Of(organizationId, leadId)).Tell(new Submit(ids.Next("sub"), campaignId, given, LeadStatus.New, Actor))).Refusal is null)
            {
                return leadId;
            }

            erased = leadId;
        }
    }

    private async Task<CreateCall> CallOf(
        string organizationId, string leadId, LeadState lead, string campaignId, CampaignState campaign, Setting<VoiceAgent> agent, Setting<PhoneNumber> number, string phone, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var subject = PromptSubject.Of(leadId, lead, campaignId, campaign, agent, CallDirection.Inbound, phone, now);
        var templateId = campaign.Settings.Voice.PromptTemplateId;
        var template = templateId is null ? null : await settings.FindAsync<PromptTemplate>(organizationId, templateId, cancellationToken: cancellationToken);
        var prompt = prompts.Render(template, templateId, subject, additionalInstructions: null);
        if (prompt.Fault is { } fault)
        {
            LogWithoutPrompt(leadId, fault); // the person is on the phone: the agent's own prompt is better than none
        }

        return new CreateCall
        {
            InteractionId = ids.Next("int"),
            LeadId = leadId,
            CampaignId = campaignId,
            ClientId = campaign.Settings.ClientId,
            OfferId = campaign.Settings.OfferId,
            AgentId = agent.Id,
            Provider = agent.Value.Provider,
            ProviderAgentId = agent.Value.ProviderAgentId,
            PhoneNumberId = number.Id,
            FromNumber = number.Value.Number,
            ProviderPhoneNumberId = number.Value.ProviderPhoneNumberId,
            Transport = number.Value.Transport,
            Phone = phone,
            Source = CallSource.Inbound,
            Direction = CallDirection.Inbound,
            IsTest = lead.Data.IsTest,
            Attempt = 0,
            Prompt = prompt.Prompt ?? "",
            FirstMessage = prompt.FirstMessage,
            Variables = PromptVariables.ForAgent(subject, null),
            MaxDurationSeconds = campaign.Settings.Voice.MaxDurationSeconds,
            Place = LeadRules.PlaceOf(lead.Data),
            StartBy = now,
            Actor = Actor,
            PollSeconds = options.PollSeconds,
            Zone = subject.Zone,
        };
    }

    /// <summary>As E.164; carriers leave out the plus. Null when it is none, as when it is withheld.</summary>
    private static string? PhoneOf(string? given) => given is not { Length: > 0 } ? null
        : PhoneRules.Read(given.Trim()) is { E164: { } phone } ? phone
        : PhoneRules.Read($"+{given.Trim()}").E164;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lead {LeadId} calls, and the campaign's prompt cannot be rendered: {Fault}")]
    private partial void LogWithoutPrompt(string leadId, string fault);
}
