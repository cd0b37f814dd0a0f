using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
using LeadSail.Places;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Prompts;

/// <summary>What a prompt may speak of.</summary>
public sealed record PromptSubject
{
    /// <summary>The lead's id.</summary>
    public required string LeadId { get; init; }

    /// <summary>The lead.</summary>
    public required LeadState Lead { get; init; }

    /// <summary>The campaign's id.</summary>
    public required string CampaignId { get; init; }

    /// <summary>The campaign; null when there is none.</summary>
    public CampaignState? Campaign { get; init; }

    /// <summary>Who speaks; null when nobody is set.</summary>
    public Setting<VoiceAgent>? Agent { get; init; }

    /// <summary>Which way the call goes.</summary>
    public CallDirection Direction { get; init; }

    /// <summary>The number of the lead in this call, E.164.</summary>
    public string Phone { get; init; } = "";

    /// <summary>The lead's IANA zone.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Now.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>A call to a lead.</summary>
    /// <param name="leadId">The lead's id.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="campaignId">The campaign's id.</param>
    /// <param name="campaign">The campaign; null when there is none.</param>
    /// <param name="agent">Who speaks; null when nobody is set.</param>
    /// <param name="direction">Which way the call goes.</param>
    /// <param name="phone">The number called, E.164; null when there is none.</param>
    /// <param name="now">Now.</param>
    public static PromptSubject Of(
        string leadId, LeadState lead, string campaignId, CampaignState? campaign, Setting<VoiceAgent>? agent, CallDirection direction, string? phone, DateTimeOffset now) => new()
    {
        LeadId = leadId,
        Lead = lead,
        CampaignId = campaignId,
        Campaign = campaign,
        Agent = agent,
        Direction = direction,
        Phone = phone ?? "",
        Zone = ZoneRules.LocalZone(LeadRules.PlaceOf(lead.Data), phone) ?? campaign?.Settings.AutoDialer.Timezone ?? "UTC",
        Now = now,
    };

    /// <summary>Which attempt of the lead in this campaign this is, from 1, since it was last told to start over.</summary>
    public int Attempt => SequenceRules.Counted(Lead, CampaignId).Count() + 1;

    /// <summary><c>returning</c>: an earlier dialled call in this campaign; <c>first</c>: only in others; <c>new</c>: none.</summary>
    public string ContactType =>
        Lead.Attempts.Any(attempt => attempt.CampaignId == CampaignId) ? "returning" : Lead.Attempts.IsEmpty ? "new" : "first";
}
