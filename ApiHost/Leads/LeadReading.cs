using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Phones;

namespace LeadSail.Leads;

/// <summary>Reads what is said of a person: names as they are shown, phones as E.164, zones that exist. All faults are told at once.</summary>
public sealed class LeadReading(IIds ids, TimeProvider time)
{
    private const int LongestNote = 10_000;

    /// <summary>What the body says.</summary>
    /// <param name="body">The body.</param>
    /// <param name="caller">Who wrote it.</param>
    /// <param name="knownCountry">The lead's country so far.</param>
    /// <exception cref="RequestException">400 with a line per fault.</exception>
    public LeadGiven Read(LeadBody body, Caller caller, string? knownCountry = null)
    {
        var faults = new List<string>();
        var phone = body.Phone is null ? default : PhoneRules.Read(body.Phone, body.Country ?? knownCountry);
        Note(faults, "phone", phone.Fault);
        Note(faults, "compliance.tcpaConsent", ConsentFault(body.Compliance));
        Note(faults, "isTest", body.IsTest is { } test && body.Flags?.IsTest is { } flag && test != flag ? "contradicts flags.isTest" : null);
        var given = new LeadGiven
        {
            FirstName = ShownName(body.FirstName),
            LastName = ShownName(body.LastName),
            Email = body.Email?.Trim().ToLowerInvariant(),
            Phone = phone.E164,
            Address = body.Address is { } a ? new Address { Street = a.Street, Unit = a.Unit, City = a.City, State = a.State, Zip = a.Zip, Country = a.Country } : null,
            DateOfBirth = body.DateOfBirth,
            Country = body.Country,
            Timezone = body.Timezone,
            TimezoneSource = body.TimezoneSource,
            Questionnaire = Answers(body.Questionnaire, faults),
            CustomFields = body.CustomFields ?? JsonText.EmptyObject,
            Attribution = body.Attribution ?? JsonText.EmptyObject,
            Compliance = body.Compliance ?? JsonText.EmptyObject,
            Files = body.Files,
            Notes = Notes(body.Notes, caller, faults),
            IsTest = body.IsTest ?? body.Flags?.IsTest,
            Tags = body.Tags ?? default,
        };
        return faults.Count == 0 ? given : throw RequestException.Invalid([.. faults]);
    }

    private static void Note(List<string> faults, string field, string? fault)
    {
        if (fault is not null)
        {
            faults.Add($"{field}: {fault}");
        }
    }

    private static string? ConsentFault(JsonText? compliance)
    {
        if (compliance is not { } json)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json.Value);
        return document.RootElement.TryGetProperty("tcpaConsent", out var consent)
            && consent.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null) ? "must be true or false" : null;
    }

    /// <summary>Trimmed; written all small or all large it becomes title case, else it stays: McDonald knows his name.</summary>
    private static string? ShownName(string? name)
    {
        name = name?.Trim();
        return name is null || (char.IsUpper(name[0]) && name.Any(char.IsLower))
            ? name
            : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant());
    }

    private static ImmutableArray<QuestionnaireAnswer> Answers(JsonText? questionnaire, List<string> faults)
    {
        if (questionnaire is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json.Value);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return [.. document.RootElement.EnumerateObject().Select(field => new QuestionnaireAnswer { Key = field.Name, Question = field.Name, Answer = new(field.Value.GetRawText()) })];
        }

        var answers = ImmutableArray.CreateBuilder<QuestionnaireAnswer>();
        foreach (var (index, item) in document.RootElement.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "key") is not { Length: > 0 } key)
            {
                faults.Add($"questionnaire[{index}]: must be an object with key, question and answer");
                continue;
            }

            answers.Add(new QuestionnaireAnswer { Key = key, Question = Text(item, "question") ?? key, Answer = new(item.TryGetProperty("answer", out var answer) ? answer.GetRawText() : "null") });
        }

        return answers.ToImmutable();
    }

    private ImmutableArray<Note> Notes(JsonText? notes, Caller caller, List<string> faults)
    {
        if (notes is not { } json)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json.Value);
        var root = document.RootElement;
        var texts = root.ValueKind == JsonValueKind.String ? [root.GetString()] : root.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : Text(item, "text")).ToArray();
        foreach (var (index, text) in texts.Index())
        {
            Note(faults, root.ValueKind == JsonValueKind.String ? "notes" : $"notes[{index}]", text switch
            {
                null => "must be a text, or an object with text",
                { Length: > LongestNote } => "must have at most 10000 characters",
                _ => null,
            });
        }

        return [.. texts.OfType<string>().Where(text => text.Length > 0).Select(text => new Note { Id = ids.Next("note"), Text = text, CreatedAt = time.GetUtcNow(), CreatedBy = caller.KeyId })];
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
