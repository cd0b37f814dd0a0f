using System.Collections.Immutable;

namespace LeadSail.Leads;

/// <summary>What is known of a person.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.lead-data")]
public sealed record LeadData
{
    /// <summary>First name.</summary>
    [Id(0)] public string FirstName { get; init; } = "";

    /// <summary>Last name.</summary>
    [Id(1)] public string LastName { get; init; } = "";

    /// <summary>E-mail, lower case.</summary>
    [Id(2)] public string Email { get; init; } = "";

    /// <summary>Phone, E.164.</summary>
    [Id(3)] public string Phone { get; init; } = "";

    /// <summary>Postal address.</summary>
    [Id(4)] public Address? Address { get; init; }

    /// <summary>Date of birth, <c>YYYY-MM-DD</c>.</summary>
    [Id(5)] public string? DateOfBirth { get; init; }

    /// <summary>Country, ISO 3166 two letters.</summary>
    [Id(6)] public string? Country { get; init; }

    /// <summary>IANA zone.</summary>
    [Id(7)] public string? Timezone { get; init; }

    /// <summary>Where <see cref="Timezone"/> comes from.</summary>
    [Id(8)] public string? TimezoneSource { get; init; }

    /// <summary>Questions and answers, in the order given.</summary>
    [Id(9)] public ImmutableArray<QuestionnaireAnswer> Questionnaire { get; init; } = [];

    /// <summary>Free values, a JSON object.</summary>
    [Id(10)] public JsonText CustomFields { get; init; } = JsonText.EmptyObject;

    /// <summary>Where the lead came from, a JSON object.</summary>
    [Id(11)] public JsonText Attribution { get; init; } = JsonText.EmptyObject;

    /// <summary>Consents, a JSON object; <c>tcpaConsent</c> is a bool.</summary>
    [Id(12)] public JsonText Compliance { get; init; } = JsonText.EmptyObject;

    /// <summary>Notes, oldest first.</summary>
    [Id(13)] public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>Whether calls to this lead are tests, by the test agent.</summary>
    [Id(14)] public bool IsTest { get; init; }

    /// <summary>Labels.</summary>
    [Id(15)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Files, a JSON array of the client's own making.</summary>
    [Id(16)] public JsonText Files { get; init; } = new("[]");

    /// <summary>A remark of the client's own making on the status, any JSON; null when there is none.</summary>
    [Id(17)] public JsonText? Detail { get; init; }

    /// <summary>Whether the lead may be delivered; null when nobody was asked.</summary>
    [Id(18)] public LeadApproval? Approval { get; init; }

    /// <summary>The id that the client's own system gave it.</summary>
    [Id(19)] public string? ClientLeadId { get; init; }

    /// <summary>Where it was sent again, a JSON array of the client's own making.</summary>
    [Id(20)] public JsonText RepostedTo { get; init; } = new("[]");

    /// <summary>When it was last submitted, as somebody said; null: as its submissions say.</summary>
    [Id(21)] public DateTimeOffset? LatestSubmittedAt { get; init; }

    /// <summary>When something last happened, as somebody said, until something happens; null: as its calls and submissions say.</summary>
    [Id(22)] public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>When it was delivered to the client.</summary>
    [Id(23)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>How often it was submitted, as somebody said; null: as its submissions say.</summary>
    [Id(24)] public int? SubmissionCount { get; init; }
}

/// <summary>A client's word on whether a lead may be delivered.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.approval")]
public sealed record LeadApproval
{
    /// <summary><c>pending</c>, <c>approved</c> or <c>rejected</c>.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>For which campaign.</summary>
    [Id(1)] public string? CampaignId { get; init; }

    /// <summary>Who decided.</summary>
    [Id(2)] public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    [Id(3)] public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why.</summary>
    [Id(4)] public string? Reason { get; init; }
}

/// <summary>A postal address.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.address")]
public sealed record Address
{
    /// <summary>Street and house number.</summary>
    [Id(0)] public string? Street { get; init; }

    /// <summary>Flat, suite.</summary>
    [Id(1)] public string? Unit { get; init; }

    /// <summary>City.</summary>
    [Id(2)] public string? City { get; init; }

    /// <summary>State or province, code or name.</summary>
    [Id(3)] public string? State { get; init; }

    /// <summary>ZIP or postal code.</summary>
    [Id(4)] public string? Zip { get; init; }

    /// <summary>Country.</summary>
    [Id(5)] public string? Country { get; init; }
}

/// <summary>One answer of a questionnaire.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.answer")]
public sealed record QuestionnaireAnswer
{
    /// <summary>The field's key.</summary>
    [Id(0)] public string Key { get; init; } = "";

    /// <summary>The question as asked; the key when none was given.</summary>
    [Id(1)] public string Question { get; init; } = "";

    /// <summary>The answer, any JSON value.</summary>
    [Id(2)] public JsonText Answer { get; init; } = new("null");
}

/// <summary>A note on a lead.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.note")]
public sealed record Note
{
    /// <summary>Its id.</summary>
    [Id(0)] public string Id { get; init; } = "";

    /// <summary>Its text.</summary>
    [Id(1)] public string Text { get; init; } = "";

    /// <summary>When it was written.</summary>
    [Id(2)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who wrote it.</summary>
    [Id(3)] public string CreatedBy { get; init; } = "";
}
