using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LeadSail.PostCall;
using LeadSail.Webhooks;

namespace LeadSail.Campaigns;

/// <summary>What calls are for, and who speaks.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.campaign-settings")]
public record CampaignSettings
{
    /// <summary>The name for people.</summary>
    [Id(0), Required, StringLength(200, MinimumLength = 1)] public string Name { get; init; } = "";

    /// <summary>Whether it accepts and processes leads. An inactive one makes no calls but tests.</summary>
    [Id(1), DefaultValue(true)] public bool Active { get; init; } = true;

    /// <summary>Put away: not listed unless asked for, never called.</summary>
    [Id(2)] public bool Archived { get; init; }

    /// <summary>The client whom it serves.</summary>
    [Id(3), StringLength(200)] public string? ClientId { get; init; }

    /// <summary>The client's name.</summary>
    [Id(4), StringLength(200)] public string? ClientName { get; init; }

    /// <summary>What it offers.</summary>
    [Id(5), StringLength(200)] public string? OfferId { get; init; }

    /// <summary>The offer's name.</summary>
    [Id(6), StringLength(200)] public string? OfferName { get; init; }

    /// <summary>Who speaks, with which words, from which number.</summary>
    [Id(7)] public CampaignVoice Voice { get; init; } = new();

    /// <summary>When and how often it calls by itself.</summary>
    [Id(8)] public AutoDialerSettings AutoDialer { get; init; } = new();

    /// <summary>What happens when a lead is submitted.</summary>
    [Id(9)] public FirstSubmissionAction FirstSubmissionAction { get; init; } = new();

    /// <summary>Whether only leads whose <c>compliance.tcpaConsent</c> is true are called; the organization may ask for it as well.</summary>
    [Id(10)] public bool RequireConsent { get; init; }

    /// <summary>Whom to tell of what happens.</summary>
    [Id(11)] public CampaignWebhooks Webhooks { get; init; } = new();

    /// <summary>What is done with a call that is over.</summary>
    [Id(12)] public PostCallSettings PostCall { get; init; } = new();

    /// <summary>The settings alone, without what a derived record adds.</summary>
    public CampaignSettings Bare() => new(this);
}

/// <summary>The voice of a campaign.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.campaign-voice")]
public sealed record CampaignVoice
{
    /// <summary>The voice agent.</summary>
    [Id(0), StringLength(64)] public string? AgentId { get; init; }

    /// <summary>The agent for leads flagged as test; without one, the voice agent.</summary>
    [Id(1), StringLength(64)] public string? TestAgentId { get; init; }

    /// <summary>The prompt; without one, the agent's own prompt at the provider is used.</summary>
    [Id(2), StringLength(64)] public string? PromptTemplateId { get; init; }

    /// <summary>The number to call from; without one, the agent's.</summary>
    [Id(3), StringLength(64)] public string? PhoneNumberId { get; init; }

    /// <summary>Seconds of talk after which the provider ends a call, 60–3,600.</summary>
    [Id(4), Range(60, 3600), DefaultValue(900)] public int MaxDurationSeconds { get; init; } = 900;

    /// <summary>Who speaks to a lead.</summary>
    /// <param name="isTest">Whether calls to the lead are tests.</param>
    public string? AgentFor(bool isTest) => isTest ? TestAgentId ?? AgentId : AgentId;
}

/// <summary>What happens when a lead is submitted.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.first-submission-action")]
public sealed record FirstSubmissionAction
{
    /// <summary>Whether it happens.</summary>
    [Id(0)] public bool Enabled { get; init; }

    /// <summary>What.</summary>
    [Id(1)] public FirstSubmissionActionType Type { get; init; }
}

/// <summary>The actions there are.</summary>
public enum FirstSubmissionActionType
{
    /// <summary>The lead is called, as attempt 1 and whether the dialer is active or not.</summary>
    VoiceAiCall,
}
