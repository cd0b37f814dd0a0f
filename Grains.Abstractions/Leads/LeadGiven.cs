using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LeadSail.Leads;

/// <summary>What somebody says of a person: null is "not said" and leaves what is known.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead-given")]
public sealed record LeadGiven
{
    /// <summary>First name, as it is to be shown.</summary>
    [Id(0)] public string? FirstName { get; init; }

    /// <summary>Last name, as it is to be shown.</summary>
    [Id(1)] public string? LastName { get; init; }

    /// <summary>E-mail, lower case.</summary>
    [Id(2)] public string? Email { get; init; }

    /// <summary>Phone, E.164.</summary>
    [Id(3)] public string? Phone { get; init; }

    /// <summary>The whole address.</summary>
    [Id(4)] public Address? Address { get; init; }

    /// <summary>Date of birth, <c>YYYY-MM-DD</c>.</summary>
    [Id(5)] public string? DateOfBirth { get; init; }

    /// <summary>Country, ISO 3166 two letters.</summary>
    [Id(6)] public string? Country { get; init; }

    /// <summary>IANA zone.</summary>
    [Id(7)] public string? Timezone { get; init; }

    /// <summary>Where the zone comes from.</summary>
    [Id(8)] public string? TimezoneSource { get; init; }

    /// <summary>Answers; each replaces the one of its key.</summary>
    [Id(9)] public ImmutableArray<QuestionnaireAnswer> Questionnaire { get; init; } = [];

    /// <summary>A JSON object, laid over the one known.</summary>
    [Id(10)] public JsonText CustomFields { get; init; } = JsonText.EmptyObject;

    /// <summary>A JSON object, laid over the one known.</summary>
    [Id(11)] public JsonText Attribution { get; init; } = JsonText.EmptyObject;

    /// <summary>A JSON object, laid over the one known.</summary>
    [Id(12)] public JsonText Compliance { get; init; } = JsonText.EmptyObject;

    /// <summary>Notes to add; one whose id is known takes its place.</summary>
    [Id(13)] public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>Whether calls are tests.</summary>
    [Id(14)] public bool? IsTest { get; init; }

    /// <summary>Labels, in place of those known; default when not said.</summary>
    [Id(15), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ImmutableArray<string> Tags { get; init; }

    /// <summary>A JSON array, in place of the one known.</summary>
    [Id(16)] public JsonText? Files { get; init; }

    /// <summary>A remark on the status, any JSON.</summary>
    [Id(17)] public JsonText? Detail { get; init; }

    /// <summary>Laid over the one known.</summary>
    [Id(18)] public LeadApproval? Approval { get; init; }

    /// <summary>The client's own id of it.</summary>
    [Id(19)] public string? ClientLeadId { get; init; }

    /// <summary>A JSON array, in place of the one known.</summary>
    [Id(20)] public JsonText? RepostedTo { get; init; }

    /// <summary>When it was last submitted.</summary>
    [Id(21)] public DateTimeOffset? LatestSubmittedAt { get; init; }

    /// <summary>When something last happened.</summary>
    [Id(22)] public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>When it was delivered.</summary>
    [Id(23)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>How often it was submitted.</summary>
    [Id(24)] public int? SubmissionCount { get; init; }

    /// <summary>Whether the person must not be phoned. A submission can only say that, not take it back.</summary>
    [Id(25)] public bool? IsDnc { get; init; }
}
