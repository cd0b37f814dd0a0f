using System.Collections.Immutable;
using System.Text.Json;
using LeadSail.Leads;

namespace LeadSail.Prompts;

/// <summary>What stands under <c>lead</c> in a template: every field of the lead as the API names it. One without a value is there, and empty, with the names in it.</summary>
internal static class LeadVariables
{
    public static Dictionary<string, object?> Of(PromptSubject subject)
    {
        var (state, lead) = (subject.Lead, subject.Lead.Data);
        return new(StringComparer.Ordinal)
        {
            ["leadId"] = subject.LeadId,
            ["campaign"] = CampaignOf(subject),
            ["status"] = Enums.Name(state.Status),
            ["detail"] = lead.Detail is { } detail ? Parse(detail) : null,
            ["approval"] = Object(
                ("status", lead.Approval?.Status), ("campaignId", lead.Approval?.CampaignId), ("decidedBy", lead.Approval?.DecidedBy), ("decidedAt", At(lead.Approval?.DecidedAt)), ("reason", lead.Approval?.Reason)),
            ["firstName"] = lead.FirstName,
            ["lastName"] = lead.LastName,
            ["email"] = lead.Email,
            ["phone"] = lead.Phone,
            ["country"] = lead.Country,
            ["address"] = Object(
                ("street", lead.Address?.Street), ("unit", lead.Address?.Unit), ("city", lead.Address?.City), ("state", lead.Address?.State), ("zip", lead.Address?.Zip), ("country", lead.Address?.Country)),
            ["dateOfBirth"] = lead.DateOfBirth,
            ["timezone"] = lead.Timezone,
            ["timezoneSource"] = lead.TimezoneSource,
            ["localZone"] = LeadFacts.LocalZone(state),
            ["questionnaire"] = Answers(lead.Questionnaire),
            ["customFields"] = Parse(lead.CustomFields),
            ["attribution"] = Parse(lead.Attribution),
            ["compliance"] = Parse(lead.Compliance),
            ["files"] = Parse(lead.Files),
            ["notes"] = lead.Notes.Select(note => (object?)note.Text).ToArray(),
            ["tags"] = lead.Tags.Select(tag => (object?)tag).ToArray(),
            ["isTest"] = lead.IsTest,
            ["flags"] = Object(("isTest", lead.IsTest), ("isDnc", state.Dnc is { BlocksCalls: true })),
            ["dnc"] = Object(
                ("reason", state.Dnc?.Reason), ("by", state.Dnc?.By), ("at", At(state.Dnc?.At)), ("channels", state.Dnc?.Channels.Select(channel => (object?)Enums.Name(channel)).ToArray())),
            ["activeInteractionId"] = state.RunningInteractionId,
            ["attempts"] = AttemptsOf(subject),
            ["autoDialer"] = Object(("lane", state.Place is { } place ? Enums.Name(place.Lane) : null), ("notBefore", At(state.Place?.NotBefore))),
            ["nextCallTime"] = null, // a call is about to run
            ["clientLeadId"] = lead.ClientLeadId,
            ["repostedTo"] = Parse(lead.RepostedTo),
            ["submissionCount"] = LeadFacts.SubmissionCount(state),
            ["latestSubmittedAt"] = At(LeadFacts.LatestSubmittedAt(state)),
            ["lastActivityAt"] = At(LeadFacts.LastActivityAt(state)),
            ["deliveredAt"] = At(lead.DeliveredAt),
            ["createdAt"] = At(state.CreatedAt),
            ["updatedAt"] = At(state.UpdatedAt),
        };
    }

    /// <summary>The campaign, as it also stands by itself.</summary>
    public static Dictionary<string, object?> CampaignOf(PromptSubject subject) => Object(
        ("campaignId", subject.CampaignId), ("name", subject.Campaign?.Settings.Name), ("clientId", subject.Campaign?.Settings.ClientId), ("clientName", subject.Campaign?.Settings.ClientName),
        ("clientAbbrev", null), ("offerId", subject.Campaign?.Settings.OfferId), ("offerName", subject.Campaign?.Settings.OfferName), ("offerAbbrev", null));

    private static Dictionary<string, object?> AttemptsOf(PromptSubject subject)
    {
        var (total, today, lastAt, lastOutcome) = LeadFacts.Attempts(subject.Lead, subject.Now);
        return Object(("total", total), ("today", today), ("lastAt", At(lastAt)), ("lastOutcome", lastOutcome is { } outcome ? Enums.Name(outcome) : null));
    }

    private static Dictionary<string, object?> Answers(ImmutableArray<QuestionnaireAnswer> answers)
    {
        var byKey = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            byKey[answer.Key] = Parse(answer.Answer);
        }

        return byKey;
    }

    private static Dictionary<string, object?> Object(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var byName = new Dictionary<string, object?>(fields.Length, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            byName[name] = value;
        }

        return byName;
    }

    private static object? At(DateTimeOffset? instant) => instant is { } at ? JsonSerializer.SerializeToElement(at, Json.Options) : null;

    private static JsonElement Parse(JsonText json) => JsonSerializer.Deserialize<JsonElement>(json.Value);
}
