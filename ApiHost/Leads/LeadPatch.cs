using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace LeadSail.Leads;

/// <summary>A change of a lead: what it names is laid over what is known, null empties a field that may be empty.</summary>
public sealed record LeadPatch : LeadBody
{
    /// <summary>The campaign that it goes to: its id, or an object with <c>campaignId</c>.</summary>
    [JsonShape(JsonValueKind.String, JsonValueKind.Object)]
    public JsonText? Campaign { get; init; }

    /// <summary>Its status.</summary>
    public LeadStatus? Status { get; init; }

    /// <summary>Questions to forget, by key, before answers are laid over.</summary>
    [MaxLength(1000)]
    public ImmutableArray<string>? DeleteQuestionnaireKeys { get; init; }
}

/// <summary>An approval as it comes in.</summary>
public sealed record ApprovalBody
{
    /// <summary>The decision.</summary>
    [AllowedValues("pending", "approved", "rejected")]
    public string? Status { get; init; }

    /// <summary>For which campaign.</summary>
    [StringLength(64)]
    public string? CampaignId { get; init; }

    /// <summary>Who decided.</summary>
    [StringLength(200)]
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why.</summary>
    [StringLength(10_000)]
    public string? Reason { get; init; }
}
