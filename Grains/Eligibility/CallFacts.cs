using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.PhoneNumbers;
using LeadSail.Places;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Eligibility;

/// <summary>Everything that decides whether a lead may be called now. Gathered by the shell, judged by <see cref="EligibilityRules"/>.</summary>
public sealed record CallFacts
{
    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The lead.</summary>
    public required LeadState Lead { get; init; }

    /// <summary>The number to call, E.164; null when what was given is none.</summary>
    public string? Phone { get; init; }

    /// <summary>Why <see cref="Phone"/> is null.</summary>
    public string? PhoneFault { get; init; }

    /// <summary>What the number remembers.</summary>
    public Ledger Ledger { get; init; } = new();

    /// <summary>Where the called person may be.</summary>
    public CalledPlace Place { get; init; } = new();

    /// <summary>Whether the call is a test: it waives <c>campaign_active</c>.</summary>
    public bool IsTest { get; init; }

    /// <summary>The campaign that the call is for.</summary>
    public string CampaignId { get; init; } = "";

    /// <summary>Its settings; null when there is no such campaign.</summary>
    public CampaignState? Campaign { get; init; }

    /// <summary>The agent that would speak; null when none is set.</summary>
    public Setting<VoiceAgent>? Agent { get; init; }

    /// <summary>The number to call from; null when none is set.</summary>
    public Setting<PhoneNumber>? From { get; init; }

    /// <summary>The prompt that would be spoken, or why it cannot be.</summary>
    public PromptFacts Prompt { get; init; } = new(null, null, null);
}

/// <summary>A rendered prompt, or what is wrong with it.</summary>
/// <param name="Prompt">The prompt; null when the campaign names none.</param>
/// <param name="FirstMessage">The first message; null when there is none.</param>
/// <param name="Fault">What is wrong, with line and column; null when nothing is.</param>
public sealed record PromptFacts(string? Prompt, string? FirstMessage, string? Fault);
