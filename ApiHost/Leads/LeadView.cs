using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Http;

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

    /// <summary>Flags.</summary>
    public required FlagsView Flags { get; init; }

    /// <summary>Why it must not be phoned; null when it may.</summary>
    public LeadDnc? Dnc { get; init; }

    /// <summary>The call that runs; null when none does.</summary>
    public string? ActiveInteractionId { get; init; }

    /// <summary>Its calls in its campaign that were dialled.</summary>
    public required AttemptsView Attempts { get; init; }

    /// <summary>When it was entered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The view of a stored lead.</summary>
    public static LeadView Of(string leadId, LeadState state, string? campaignName)
    {
        var attempts = state.Attempts.Where(attempt => attempt.CampaignId == state.CampaignId).ToArray();
        return new LeadView
        {
            LeadId = leadId,
            Campaign = new(state.CampaignId, campaignName),
            Status = state.Status,
            FirstName = state.Data.FirstName,
            LastName = state.Data.LastName,
            Email = state.Data.Email,
            Phone = state.Data.Phone,
            Country = state.Data.Country,
            Address = state.Data.Address,
            DateOfBirth = state.Data.DateOfBirth,
            Timezone = state.Data.Timezone,
            TimezoneSource = state.Data.TimezoneSource,
            Questionnaire = state.Data.Questionnaire,
            CustomFields = state.Data.CustomFields,
            Attribution = state.Data.Attribution,
            Compliance = state.Data.Compliance,
            Files = state.Data.Files,
            Notes = state.Data.Notes,
            Tags = state.Data.Tags,
            Flags = new(state.Data.IsTest, state.Dnc is not null),
            Dnc = state.Dnc,
            ActiveInteractionId = state.ActiveInteractionId ?? state.Intent?.Call.InteractionId,
            Attempts = new(attempts.Length, attempts.LastOrDefault()?.EndedAt, attempts.LastOrDefault()?.Status),
            CreatedAt = state.CreatedAt!.Value,
            UpdatedAt = state.UpdatedAt,
        };
    }
}

/// <summary>The campaign of a lead.</summary>
/// <param name="CampaignId">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record LeadCampaignView(string CampaignId, string? Name);

/// <summary>Flags of a lead.</summary>
/// <param name="IsTest">Whether calls to it are tests.</param>
/// <param name="IsDnc">Whether it must not be phoned.</param>
public sealed record FlagsView(bool IsTest, bool IsDnc);

/// <summary>The dialled calls of a lead in its campaign.</summary>
/// <param name="Total">How many.</param>
/// <param name="LastAt">When the last one ended.</param>
/// <param name="LastOutcome">What came of it.</param>
public sealed record AttemptsView(int Total, DateTimeOffset? LastAt, InteractionStatus? LastOutcome);
