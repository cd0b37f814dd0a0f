using System.Collections.Immutable;

namespace LeadSail.Leads;

/// <summary>Leads of one campaign, by the fields by which leads are listed; what is null leaves none out.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead-selection")]
public sealed record LeadSelection
{
    /// <summary>The campaign that they belong to.</summary>
    [Id(0)] public string CampaignId { get; init; } = "";

    /// <summary>In one of these statuses; empty for any.</summary>
    [Id(1)] public ImmutableArray<LeadStatus> Statuses { get; init; } = [];

    /// <summary>Found by these words, or this phone.</summary>
    [Id(2)] public string? Search { get; init; }

    /// <summary>Whether their calls are tests.</summary>
    [Id(3)] public bool? IsTest { get; init; }

    /// <summary>Whether they must not be phoned.</summary>
    [Id(4)] public bool? IsDnc { get; init; }

    /// <summary>Entered at this instant or later.</summary>
    [Id(5)] public DateTimeOffset? From { get; init; }

    /// <summary>Entered at this instant or earlier.</summary>
    [Id(6)] public DateTimeOffset? To { get; init; }
}
