using System.Collections.Immutable;
using System.Text.Json;
using LeadSail.Places;

namespace LeadSail.Leads;

/// <summary>How what is said of a person meets what is known.</summary>
public static class LeadRules
{
    /// <summary>What is known after a submission.</summary>
    public static LeadData Learn(LeadData known, LeadGiven given) => Overlay(known, given) with
    {
        Address = given.Address ?? known.Address,
        LatestSubmittedAt = given.LatestSubmittedAt,
        LastActivityAt = given.LastActivityAt,
        SubmissionCount = given.SubmissionCount ?? known.SubmissionCount + 1,
    };

    /// <summary>What is known after a change: first what is forgotten goes, then what is given is laid over the rest.</summary>
    public static LeadData Change(LeadData known, ChangeLead change)
    {
        var forgotten = change.ForgottenQuestions.ToHashSet(StringComparer.Ordinal);
        known = change.Cleared.Aggregate(known, LeadFieldRules.Clear) with
        {
            Questionnaire = forgotten.Count == 0 ? known.Questionnaire : known.Questionnaire.RemoveAll(answer => forgotten.Contains(answer.Key)),
        };
        return Overlay(known, change.Given);
    }

    /// <summary>Where the person is, as far as the lead says.</summary>
    public static CalledPlace PlaceOf(LeadData lead) => new()
    {
        Timezone = lead.Timezone,
        TimezoneSource = lead.TimezoneSource,
        Zip = lead.Address?.Zip,
        State = lead.Address?.State,
        AddressCountry = lead.Address?.Country,
        Country = lead.Country,
    };

    private static LeadData Overlay(LeadData known, LeadGiven given) => known with
    {
        FirstName = given.FirstName ?? known.FirstName,
        LastName = given.LastName ?? known.LastName,
        Email = given.Email ?? known.Email,
        Phone = given.Phone ?? known.Phone,
        Address = Overlay(known.Address, given.Address),
        DateOfBirth = given.DateOfBirth ?? known.DateOfBirth,
        Country = given.Country ?? known.Country,
        Timezone = given.Timezone ?? known.Timezone,
        TimezoneSource = given.TimezoneSource ?? (given.Timezone is null ? known.TimezoneSource : "user_input"),
        Questionnaire = Answers(known.Questionnaire, given.Questionnaire),
        CustomFields = Merge(known.CustomFields, given.CustomFields),
        Attribution = Merge(known.Attribution, given.Attribution),
        Compliance = Merge(known.Compliance, given.Compliance),
        Notes = Notes(known.Notes, given.Notes),
        IsTest = given.IsTest ?? known.IsTest,
        Files = given.Files ?? known.Files,
        Tags = given.Tags.IsDefault ? known.Tags : given.Tags,
        Detail = given.Detail ?? known.Detail,
        Approval = Overlay(known.Approval, given.Approval),
        ClientLeadId = given.ClientLeadId ?? known.ClientLeadId,
        RepostedTo = given.RepostedTo ?? known.RepostedTo,
        LatestSubmittedAt = given.LatestSubmittedAt ?? known.LatestSubmittedAt,
        LastActivityAt = given.LastActivityAt ?? known.LastActivityAt,
        DeliveredAt = given.DeliveredAt ?? known.DeliveredAt,
        SubmissionCount = given.SubmissionCount ?? known.SubmissionCount,
    };

    private static Address? Overlay(Address? known, Address? given) => (known, given) is not ({ } before, { } added) ? given ?? known : new Address
    {
        Street = added.Street ?? before.Street,
        Unit = added.Unit ?? before.Unit,
        City = added.City ?? before.City,
        State = added.State ?? before.State,
        Zip = added.Zip ?? before.Zip,
        Country = added.Country ?? before.Country,
    };

    private static LeadApproval? Overlay(LeadApproval? known, LeadApproval? given) => (known, given) is not ({ } before, { } added) ? given ?? known : new LeadApproval
    {
        Status = added.Status ?? before.Status,
        CampaignId = added.CampaignId ?? before.CampaignId,
        DecidedBy = added.DecidedBy ?? before.DecidedBy,
        DecidedAt = added.DecidedAt ?? before.DecidedAt,
        Reason = added.Reason ?? before.Reason,
    };

    /// <summary>An answer that comes without its question keeps the one known.</summary>
    private static ImmutableArray<QuestionnaireAnswer> Answers(ImmutableArray<QuestionnaireAnswer> known, ImmutableArray<QuestionnaireAnswer> given) =>
        Laid(known, given, answer => answer.Key, (before, added) => added.Question == added.Key ? added with { Question = before.Question } : added);

    private static ImmutableArray<Note> Notes(ImmutableArray<Note> known, ImmutableArray<Note> given) => Laid(known, given, note => note.Id, (_, added) => added);

    /// <summary>Each item in the place of the one with its key, or last.</summary>
    private static ImmutableArray<T> Laid<T>(ImmutableArray<T> known, ImmutableArray<T> given, Func<T, string> keyOf, Func<T, T, T> replace)
    {
        if (given.IsEmpty)
        {
            return known;
        }

        var merged = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in known.Concat(given))
        {
            merged[keyOf(item)] = merged.TryGetValue(keyOf(item), out var before) ? replace(before, item) : item;
        }

        return [.. merged.Values];
    }

    private static JsonText Merge(JsonText known, JsonText given)
    {
        if (given == JsonText.EmptyObject)
        {
            return known;
        }

        using var before = JsonDocument.Parse(known.Value);
        using var added = JsonDocument.Parse(given.Value);
        var merged = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in before.RootElement.EnumerateObject().Concat(added.RootElement.EnumerateObject()))
        {
            merged[field.Name] = field.Value;
        }

        return new JsonText(JsonSerializer.Serialize(merged, Json.Options));
    }
}
