using System.Collections.Immutable;
using LeadSail.Campaigns;
using LeadSail.DialedNumbers;
using LeadSail.Leads;
using LeadSail.Organizations;

namespace LeadSail.Rehearsals;

/// <summary>What is rehearsed.</summary>
public sealed record RehearsalPlan
{
    /// <summary>The organization.</summary>
    public required string OrganizationId { get; init; }

    /// <summary>The campaign.</summary>
    public required string CampaignId { get; init; }

    /// <summary>Its settings, or those that it might have.</summary>
    public required CampaignState Campaign { get; init; }

    /// <summary>What the organization asks of every call.</summary>
    public required Organization Organization { get; init; }

    /// <summary>What the campaign's line carries; all of it is this campaign's in a rehearsal.</summary>
    public required LineLimits Line { get; init; }

    /// <summary>The campaign's leads as they are, by id.</summary>
    public required ImmutableArray<RehearsedLead> Leads { get; init; }

    /// <summary>What the numbers of these leads remember; one that is left out remembers nothing.</summary>
    public ImmutableDictionary<string, NumberState> Numbers { get; init; } = ImmutableDictionary<string, NumberState>.Empty;

    /// <summary>When it begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What comes of each call.</summary>
    public required RehearsedAnswers Answers { get; init; }

    /// <summary>What a minute of conversation costs; null when nobody asks.</summary>
    public decimal? PricePerMinute { get; init; }

    /// <summary>Whether leads that were never called and are not in the dialer enter it at the beginning.</summary>
    public bool EntersNew { get; init; } = true;
}

/// <summary>A lead as it is at the beginning.</summary>
public sealed record RehearsedLead(string LeadId, LeadState State);
