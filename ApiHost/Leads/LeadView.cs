using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Campaigns;

namespace LeadSail.Leads;

/// <summary>A lead.</summary>
public sealed record LeadView
{
    /// <summary>Its id.</summary>
    public required string LeadId { get; init; }

    /// <summary>The campaign it belongs to.</summary>
    public required LeadCampaignView Campaign { get; init; }

    /// <summary>Its status.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>A remark on the status, as it was given.</summary>
    [JsonShape(JsonValueKind.String, JsonValueKind.Object, JsonValueKind.Array)]
    public JsonText? Detail { get; init; }

    /// <summary>Whether it may be delivered; null when nobody was asked.</summary>
    public LeadApproval? Approval { get; init; }

    /// <summary>First name.</summary>
    public required string FirstName { get; init; }

    /// <summary>Last name.</summary>
    public required string LastName { get; init; }

    /// <summary>E-mail.</summary>
    public required string Email { get; init; }

    /// <summary>Phone, E.164.</summary>
    public required string Phone { get; init; }

    /// <summary>Country, ISO 3166.</summary>
    public string? Country { get; init; }

    /// <summary>Postal address.</summary>
    public Address? Address { get; init; }

    /// <summary>Date of birth.</summary>
    public string? DateOfBirth { get; init; }

    /// <summary>IANA zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>Where the zone comes from.</summary>
    public string? TimezoneSource { get; init; }

    /// <summary>The IANA zone on whose clock it is called, from whatever is known of the person; null when nobody knows.</summary>
    public string? LocalZone { get; init; }

    /// <summary>Questions and answers.</summary>
    public required IReadOnlyList<QuestionnaireAnswer> Questionnaire { get; init; }

    /// <summary>Free values.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText CustomFields { get; init; }

    /// <summary>Where the lead came from.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText Attribution { get; init; }

    /// <summary>Consents.</summary>
    [JsonShape(JsonValueKind.Object)]
    public JsonText Compliance { get; init; }

    /// <summary>Files, as they were given.</summary>
    [JsonShape(JsonValueKind.Array)]
    public JsonText Files { get; init; }

    /// <summary>Notes, oldest first.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }

    /// <summary>Labels.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether calls to it are tests.</summary>
    public bool IsTest { get; init; }

    /// <summary>Flags.</summary>
    public required FlagsView Flags { get; init; }

    /// <summary>Why and by which ways it must not be reached; null when it may by any.</summary>
    public LeadDnc? Dnc { get; init; }

    /// <summary>The call that runs; null when none does.</summary>
    public string? ActiveInteractionId { get; init; }

    /// <summary>Its calls in its campaign that were dialled.</summary>
    public required AttemptsView Attempts { get; init; }

    /// <summary>Its place in its campaign's dialer; null when it is in none.</summary>
    public DialerPlaceView? AutoDialer { get; init; }

    /// <summary>When it is called next by itself; null when a call runs, or none is to come.</summary>
    public DateTimeOffset? NextCallTime { get; init; }

    /// <summary>The client's own id of it.</summary>
    public string? ClientLeadId { get; init; }

    /// <summary>Where it was sent again, as it was given.</summary>
    [JsonShape(JsonValueKind.Array)]
    public JsonText RepostedTo { get; init; }

    /// <summary>How often it was submitted.</summary>
    public int SubmissionCount { get; init; }

    /// <summary>When it was last submitted.</summary>
    public DateTimeOffset? LatestSubmittedAt { get; init; }

    /// <summary>When something last happened: a call or a submission.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it was entered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The view of a stored lead.</summary>
    public static LeadView Of(string leadId, LeadState state, LeadCampaignView campaign, DateTimeOffset? nextCallTime, DateTimeOffset now) => new()
    {
        LeadId = leadId,
        Campaign = campaign,
        Status = state.Status,
        Detail = state.Data.Detail,
        Approval = state.Data.Approval,
        FirstName = state.Data.FirstName,
        LastName = state.Data.LastName,
        Email = state.Data.Email,
        Phone = state.Data.Phone,
        Country = state.Data.Country,
        Address = state.Data.Address,
        DateOfBirth = state.Data.DateOfBirth,
        Timezone = state.Data.Timezone,
        TimezoneSource = state.Data.TimezoneSource,
        LocalZone = LeadFacts.LocalZone(state),
        Questionnaire = state.Data.Questionnaire,
        CustomFields = state.Data.CustomFields,
        Attribution = state.Data.Attribution,
        Compliance = state.Data.Compliance,
        Files = state.Data.Files,
        Notes = state.Data.Notes,
        Tags = state.Data.Tags,
        IsTest = state.Data.IsTest,
        Flags = new(state.Data.IsTest, state.Dnc is { BlocksCalls: true }),
        Dnc = state.Dnc,
        ActiveInteractionId = state.ActiveInteractionId ?? state.Intent?.Call.InteractionId,
        Attempts = AttemptsView.Of(state, now),
        AutoDialer = state.Place is { } place ? new(place.Lane, place.NotBefore) : null,
        NextCallTime = nextCallTime,
        ClientLeadId = state.Data.ClientLeadId,
        RepostedTo = state.Data.RepostedTo,
        SubmissionCount = LeadFacts.SubmissionCount(state),
        LatestSubmittedAt = LeadFacts.LatestSubmittedAt(state),
        LastActivityAt = LeadFacts.LastActivityAt(state),
        DeliveredAt = state.Data.DeliveredAt,
        CreatedAt = state.CreatedAt!.Value,
        UpdatedAt = state.UpdatedAt,
    };
}

/// <summary>The place of a lead in its campaign's dialer.</summary>
/// <param name="Lane">Why it waits.</param>
/// <param name="NotBefore">The earliest instant that the sequence, or a callback, allows.</param>
public sealed record DialerPlaceView(Lane Lane, DateTimeOffset NotBefore);

/// <summary>The campaign of a lead.</summary>
/// <param name="CampaignId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ClientId">Its client.</param>
/// <param name="ClientName">The client's name.</param>
/// <param name="ClientAbbrev">Always null: campaigns have no short names here.</param>
/// <param name="OfferId">Its offer.</param>
/// <param name="OfferName">The offer's name.</param>
/// <param name="OfferAbbrev">Always null: campaigns have no short names here.</param>
public sealed record LeadCampaignView(
    string CampaignId, string? Name, string? ClientId, string? ClientName, string? ClientAbbrev, string? OfferId, string? OfferName, string? OfferAbbrev);

/// <summary>Flags of a lead.</summary>
/// <param name="IsTest">Whether calls to it are tests.</param>
/// <param name="IsDnc">Whether it must not be phoned.</param>
public sealed record FlagsView(bool IsTest, bool IsDnc);

/// <summary>The dialled calls of a lead in its campaign.</summary>
/// <param name="Total">How many.</param>
/// <param name="Today">How many of them were dialled today, where the lead is.</param>
/// <param name="LastAt">When the last one ended.</param>
/// <param name="LastOutcome">What came of it.</param>
public sealed record AttemptsView(int Total, int Today, DateTimeOffset? LastAt, InteractionStatus? LastOutcome)
{
    internal static AttemptsView Of(LeadState lead, DateTimeOffset now)
    {
        var (total, today, lastAt, lastOutcome) = LeadFacts.Attempts(lead, now);
        return new(total, today, lastAt, lastOutcome);
    }
}
