using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using LeadSail.Http;

namespace LeadSail.Leads;

/// <summary>What is said of a person, as it comes in.</summary>
public record LeadBody
{
    /// <summary>First name.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? LastName { get; init; }

    /// <summary>E-mail.</summary>
    [StringLength(254), EmailAddress]
    public string? Email { get; init; }

    /// <summary>Phone: with <c>+</c> as it is; without, as a North American number.</summary>
    [StringLength(40, MinimumLength = 10), RegularExpression(@"^[\d\s\-\(\)\.+]+$", ErrorMessage = "may hold digits, spaces and + - ( ) . only")]
    public string? Phone { get; init; }

    /// <summary>Postal address.</summary>
    public AddressBody? Address { get; init; }

    /// <summary>Date of birth.</summary>
    [CalendarDate]
    public string? DateOfBirth { get; init; }

    /// <summary>Country, ISO 3166.</summary>
    [RegularExpression("^[A-Z]{2}$", ErrorMessage = "must be two upper-case letters (ISO 3166)")]
    public string? Country { get; init; }

    /// <summary>IANA zone.</summary>
    [IanaZone]
    public string? Timezone { get; init; }

    /// <summary>Where the zone comes from.</summary>
    [AllowedValues("ip", "zip", "area_code", "user_input", "inferred")]
    public string? TimezoneSource { get; init; }

    /// <summary>Answers: an object of key and answer, or an array of <c>{ key, question, answer }</c>.</summary>
    [JsonShape(JsonValueKind.Object, JsonValueKind.Array)]
    public JsonText? Questionnaire { get; init; }

    /// <summary>Free values.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText? CustomFields { get; init; }

    /// <summary>Where the lead came from.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText? Attribution { get; init; }

    /// <summary>Consents; <c>tcpaConsent</c> is a bool.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText? Compliance { get; init; }

    /// <summary>Files: an array, kept as it is.</summary>
    [JsonShape(JsonValueKind.Array)]
    public JsonText? Files { get; init; }

    /// <summary>Notes to add: a text, or an array of texts or of <c>{ id, text, createdAt, createdBy }</c>, of which only <c>text</c> must be there. One whose id is known takes its place.</summary>
    [JsonShape(JsonValueKind.String, JsonValueKind.Array, MaxBytes = 512 * 1024)]
    public JsonText? Notes { get; init; }

    /// <summary>Whether calls to the lead are tests.</summary>
    public bool? IsTest { get; init; }

    /// <summary>Flags of the lead.</summary>
    public FlagsBody? Flags { get; init; }

    /// <summary>Labels, each 1–200 characters.</summary>
    [MaxLength(100)]
    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>A remark on the status.</summary>
    [JsonShape(JsonValueKind.String, JsonValueKind.Object, JsonValueKind.Array)]
    public JsonText? Detail { get; init; }

    /// <summary>Whether it may be delivered.</summary>
    public ApprovalBody? Approval { get; init; }

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

/// <summary>Flags as they come in.</summary>
public sealed record FlagsBody
{
    /// <summary>Whether calls to the lead are tests.</summary>
    public bool? IsTest { get; init; }

    /// <summary>Whether the person must not be phoned. Only a PATCH by a key with the scope admin takes it back.</summary>
    public bool? IsDnc { get; init; }
}

/// <summary>An address as it comes in.</summary>
public sealed record AddressBody
{
    /// <summary>Street and house number.</summary>
    [StringLength(200)]
    public string? Street { get; init; }

    /// <summary>Flat, suite.</summary>
    [StringLength(200)]
    public string? Unit { get; init; }

    /// <summary>City.</summary>
    [StringLength(200)]
    public string? City { get; init; }

    /// <summary>State or province.</summary>
    [StringLength(200)]
    public string? State { get; init; }

    /// <summary>ZIP or postal code.</summary>
    [StringLength(20)]
    public string? Zip { get; init; }

    /// <summary>Country.</summary>
    [StringLength(200)]
    public string? Country { get; init; }
}

/// <summary>A new lead, without any action.</summary>
[RequiredUnless("leadId", "firstName", "lastName", "email", "phone")]
public record CreateLeadBody : LeadBody
{
    /// <summary>The campaign that it belongs to.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string CampaignId { get; init; } = "";
}

/// <summary>A submission: of a new lead, or once more of a known one.</summary>
public sealed record SubmitLeadBody : CreateLeadBody
{
    /// <summary>The lead to submit once more; its contact fields are then optional.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? LeadId { get; init; }
}
