using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Leads;

namespace LeadSail.PostCall;

/// <summary>The fields of a lead into which a step may write: what is said in calls, and never phone, consent, status or flags.</summary>
public static class LeadTargetRules
{
    private const int LongestText = 200, LongestNote = 10_000;

    private static readonly ImmutableSortedSet<string> Plain =
        ["address.city", "address.country", "address.state", "address.street", "address.unit", "address.zip", "dateOfBirth", "email", "firstName", "lastName", "notes"];

    private static readonly ImmutableArray<string> Open = ["customFields.", "questionnaire.", "attribution."];

    /// <summary>What is wrong with a target; null when nothing is.</summary>
    public static string? FaultOf(string target) => Plain.Contains(target) || Open.Any(prefix => target.StartsWith(prefix, StringComparison.Ordinal) && target.Length > prefix.Length)
        ? null
        : $"must be one of {string.Join(", ", Plain)}, or customFields., questionnaire. or attribution. and a key";

    /// <summary>What is said of the lead by a value that goes into a field, or what is wrong with the value.</summary>
    /// <param name="target">The field.</param>
    /// <param name="value">The value, any JSON but null.</param>
    /// <param name="noteId">The id of a note, should it be one: the same however often it is said.</param>
    /// <param name="at">When it is said.</param>
    public static (LeadGiven? Given, string? Fault) Read(string target, JsonNode value, string noteId, DateTimeOffset at)
    {
        if (Open.FirstOrDefault(prefix => target.StartsWith(prefix, StringComparison.Ordinal)) is { } open)
        {
            var key = target[open.Length..];
            return (open switch
            {
                "questionnaire." => new LeadGiven { Questionnaire = [new QuestionnaireAnswer { Key = key, Question = key, Answer = new(value.ToJsonString(Json.Options)) }] },
                "attribution." => new LeadGiven { Attribution = Field(key, value) },
                _ => new LeadGiven { CustomFields = Field(key, value) },
            }, null);
        }

        var text = TextOf(value).Trim();
        var fault = target switch
        {
            _ when text.Length == 0 => "is empty",
            "notes" => text.Length > LongestNote ? $"has more than {LongestNote} characters" : null,
            _ when text.Length > LongestText => $"has more than {LongestText} characters",
            "email" when text.Count(c => c == '@') != 1 || text.Any(char.IsWhiteSpace) || text[0] == '@' || text[^1] == '@' => "is no e-mail address",
            "dateOfBirth" when !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "is no date like 1980-12-31",
            _ => null,
        };
        return fault is not null ? (null, $"{target}: the value {fault}") : (Say(target, text, noteId, at), null);
    }

    /// <summary>Everything that several values say together.</summary>
    public static LeadGiven Join(LeadGiven one, LeadGiven other) => one with
    {
        FirstName = other.FirstName ?? one.FirstName,
        LastName = other.LastName ?? one.LastName,
        Email = other.Email ?? one.Email,
        DateOfBirth = other.DateOfBirth ?? one.DateOfBirth,
        Address = other.Address is null ? one.Address : one.Address is null ? other.Address : new Address
        {
            Street = other.Address.Street ?? one.Address.Street,
            Unit = other.Address.Unit ?? one.Address.Unit,
            City = other.Address.City ?? one.Address.City,
            State = other.Address.State ?? one.Address.State,
            Zip = other.Address.Zip ?? one.Address.Zip,
            Country = other.Address.Country ?? one.Address.Country,
        },
        Questionnaire = one.Questionnaire.AddRange(other.Questionnaire),
        CustomFields = Merged(one.CustomFields, other.CustomFields),
        Attribution = Merged(one.Attribution, other.Attribution),
        Notes = one.Notes.AddRange(other.Notes),
    };

    private static LeadGiven Say(string target, string text, string noteId, DateTimeOffset at) => target switch
    {
        "firstName" => new() { FirstName = text },
        "lastName" => new() { LastName = text },
        "email" => new() { Email = text.ToLowerInvariant() },
        "dateOfBirth" => new() { DateOfBirth = text },
        "address.street" => new() { Address = new Address { Street = text } },
        "address.unit" => new() { Address = new Address { Unit = text } },
        "address.city" => new() { Address = new Address { City = text } },
        "address.state" => new() { Address = new Address { State = text } },
        "address.zip" => new() { Address = new Address { Zip = text } },
        "address.country" => new() { Address = new Address { Country = text } },
        "notes" => new() { Notes = [new Note { Id = noteId, Text = text, CreatedAt = at, CreatedBy = "system" }] },
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "A step may not write there."),
    };

    private static string TextOf(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(Json.Options);

    private static JsonText Field(string key, JsonNode value) => new(new JsonObject { [key] = value.DeepClone() }.ToJsonString(Json.Options));

    private static JsonText Merged(JsonText one, JsonText other)
    {
        var merged = JsonNode.Parse(one.Value)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(other.Value)!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        return new(merged.ToJsonString(Json.Options));
    }
}
