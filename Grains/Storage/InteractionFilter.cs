using System.Collections.Immutable;
using LeadSail.Calls;

namespace LeadSail.Storage;

/// <summary>Which interactions to list: those to which all of it applies. What is null, or empty, applies to every one.</summary>
public sealed record InteractionFilter
{
    /// <summary>The lead.</summary>
    public string? LeadId { get; init; }

    /// <summary>The campaign.</summary>
    public string? CampaignId { get; init; }

    /// <summary>Our voice agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Which way the call goes.</summary>
    public CallDirection? Direction { get; init; }

    /// <summary>One of these.</summary>
    public ImmutableArray<InteractionStatus> Statuses { get; init; } = [];

    /// <summary>Created then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Created before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>What to look for.</summary>
    public SearchText? Search { get; init; }

    /// <summary>Older than the last one of the page before, by creation.</summary>
    public InteractionPlace? OlderThan { get; init; }
}
