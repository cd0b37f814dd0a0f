using System.Collections.Immutable;
using System.Text.Json;

namespace LeadSail.Leads;

/// <summary>How what is said of a person meets what is known.</summary>
public static class LeadRules
{
    /// <summary>What is known afterwards.</summary>
    public static LeadData Learn(LeadData known, LeadGiven given) => known with
    {
        FirstName = given.FirstName ?? known.FirstName,
        LastName = given.LastName ?? known.LastName,
        Email = given.Email ?? known.Email,
        Phone = given.Phone ?? known.Phone,
        Address = given.Address ?? known.Address,
        DateOfBirth = given.DateOfBirth ?? known.DateOfBirth,
        Country = given.Country ?? known.Country,
        Timezone = given.Timezone ?? known.Timezone,
        TimezoneSource = given.TimezoneSource ?? (given.Timezone is null ? known.TimezoneSource : "user_input"),
        Questionnaire = Answers(known.Questionnaire, given.Questionnaire),
        CustomFields = Merge(known.CustomFields, given.CustomFields),
        Attribution = Merge(known.Attribution, given.Attribution),
        Compliance = Merge(known.Compliance, given.Compliance),
        Notes = known.Notes.AddRange(given.Notes),
        IsTest = given.IsTest ?? known.IsTest,
        Files = given.Files ?? known.Files,
        Tags = given.Tags.IsDefault ? known.Tags : given.Tags,
    };

    private static ImmutableArray<QuestionnaireAnswer> Answers(ImmutableArray<QuestionnaireAnswer> known, ImmutableArray<QuestionnaireAnswer> given)
    {
        var answers = known;
        foreach (var answer in given)
        {
            var same = answers.FirstOrDefault(other => other.Key == answer.Key);
            answers = same is null ? answers.Add(answer) : answers.Replace(same, answer);
        }

        return answers;
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
