using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Leads;
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

    /// <summary>Which attempt of the lead in this campaign this is, from 1.</summary>
    public int Attempt => Lead.Attempts.Count(attempt => attempt.CampaignId == CampaignId) + 1;

    /// <summary><c>returning</c>: an earlier dialled call in this campaign; <c>first</c>: only in others; <c>new</c>: none.</summary>
    public string ContactType => Attempt > 1 ? "returning" : Lead.Attempts.IsEmpty ? "new" : "first";
}
