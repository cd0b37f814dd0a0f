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

    /// <summary>A remark on the status.</summary>
    [JsonShape(JsonValueKind.String, JsonValueKind.Object, JsonValueKind.Array)]
    public JsonText? Detail { get; init; }

    /// <summary>Whether it may be delivered.</summary>
    public ApprovalBody? Approval { get; init; }

    /// <summary>Questions to forget, by key, before answers are laid over.</summary>
    [MaxLength(1000)]
    public ImmutableArray<string>? DeleteQuestionnaireKeys { get; init; }

    /// <summary>The client's own id of it.</summary>
    [StringLength(200)]
    public string? ClientLeadId { get; init; }

    /// <summary>Where it was sent again: an array, kept as it is.</summary>
    [JsonShape(JsonValueKind.Array)]
    public JsonText? RepostedTo { get; init; }

    /// <summary>When it was last submitted; null: as its submissions say.</summary>
    public DateTimeOffset? LatestSubmittedAt { get; init; }

    /// <summary>When something last happened; null: as its calls and submissions say.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>How often it was submitted; null: as its submissions say.</summary>
    [Range(0, int.MaxValue)]
    public int? SubmissionCount { get; init; }
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
