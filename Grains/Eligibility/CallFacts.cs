using System.Collections.Immutable;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Organizations;
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

    /// <summary>Who asks for the call.</summary>
    public CallSource Source { get; init; } = CallSource.Api;

    /// <summary>What the organization asks of every call.</summary>
    public Organization Organization { get; init; } = new();

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

    /// <summary>How the campaign calls.</summary>
    public AutoDialerSettings Settings => Campaign?.Settings.AutoDialer ?? new();

    /// <summary>The IANA zone in which days and operating hours are counted.</summary>
    public string Zone => ZoneRules.LocalZone(Place, Phone) ?? Settings.Timezone;

    /// <summary>The lead's calls in this campaign that count, in the order in which they ended.</summary>
    public ImmutableArray<Attempt> Attempts => [.. SequenceRules.Counted(Lead, CampaignId)];

    /// <summary>Which attempt this would be, from 1.</summary>
    public int Attempt => Attempts.Length + 1;

    /// <summary>The lead's place in this campaign's dialer; null when it has none.</summary>
    public DialerPlace? Waiting => Lead.CampaignId == CampaignId ? Lead.Place : null;

    /// <summary>Whether somebody asks for this call, rather than the dialer.</summary>
    public bool IsAskedFor => Source is CallSource.Manual or CallSource.Api;

    /// <summary>Whether the dialer asks, for a lead that is in it.</summary>
    public bool IsDialers => Waiting is not null && PumpRules.IsDialers(Source);

    /// <summary>The callback that the dialer would make; null when the call is none.</summary>
    public DialerPlace? Callback => IsDialers && Waiting is { Lane: Lane.Callback } ? Waiting : null;

    /// <summary>Whether the sequence ends with this call: the lead has a place, no attempt is left after it, and nobody has spoken yet.</summary>
    public bool IsLast => Waiting is not null && Attempt >= Settings.MaxAttempts && !Attempts.Any(attempt => attempt.SpokenTo);
}

/// <summary>A rendered prompt, or what is wrong with it.</summary>
/// <param name="Prompt">The prompt; null when the campaign names none.</param>
/// <param name="FirstMessage">The first message; null when there is none.</param>
/// <param name="Fault">What is wrong, with line and column; null when nothing is.</param>
public sealed record PromptFacts(string? Prompt, string? FirstMessage, string? Fault);
