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
    private const int LongestNote = 10_000, LongestName = 200;

    private static readonly ImmutableArray<string> AnswerFields = ["key", "question", "answer*"], NoteFields = ["id", "text", "createdAt", "createdBy"];

    /// <summary>A lead's campaign as it is shown may come back so; only the id counts.</summary>
    private static readonly ImmutableHashSet<string> CampaignFields = ["campaignId", "name", "clientId", "clientName", "clientAbbrev", "offerId", "offerName", "offerAbbrev"];

    /// <summary>What the body says.</summary>
    /// <param name="body">The body.</param>
    /// <param name="caller">Who wrote it.</param>
    /// <param name="knownCountry">The lead's country so far.</param>
    /// <exception cref="RequestException">400 with a line per fault.</exception>
    public LeadGiven Read(LeadBody body, Caller caller, string? knownCountry = null)
    {
        var faults = new List<string>();
        var given = Read(body, caller, knownCountry, faults);
        return faults.Count == 0 ? given : throw RequestException.Invalid([.. faults]);
    }

    /// <summary>What a change says.</summary>
    /// <param name="body">The body.</param>
    /// <param name="caller">Who wrote it.</param>
    /// <param name="knownCountry">The lead's country so far.</param>
    /// <exception cref="RequestException">400 with a line per fault.</exception>
    public ChangeLead ReadChange(Body<LeadPatch> body, Caller caller, string? knownCountry)
    {
        var faults = new List<string>();
        var patch = body.Value;
        faults.AddRange(body.Nulls.Where(LeadFieldRules.NeverEmpty.Contains).Select(field => $"{field}: must not be null"));
        var change = new ChangeLead
        {
            Given = Read(patch, caller, knownCountry, faults),
            Cleared = body.Nulls,
            ForgottenQuestions = patch.DeleteQuestionnaireKeys ?? [],
            Status = patch.Status,
            CampaignId = CampaignOf(patch.Campaign, faults),
            MayLiftDnc = caller.Scopes.Contains(Scope.Admin),
            Actor = caller.KeyId,
        };
        return faults.Count == 0 ? change : throw RequestException.Invalid([.. faults]);
    }

    private LeadGiven Read(LeadBody body, Caller caller, string? knownCountry, List<string> faults)
    {
        var phone = body.Phone is null ? default : PhoneRules.Read(body.Phone, body.Country ?? knownCountry);
        Note(faults, "phone", phone.Fault);
        Note(faults, "compliance.tcpaConsent", ConsentFault(body.Compliance));
        Note(faults, "isTest", body.IsTest is { } test && body.Flags?.IsTest is { } flag && test != flag ? "contradicts flags.isTest" : null);
        foreach (var (index, tag) in (body.Tags ?? []).Index())
        {
            Note(faults, $"tags[{index}]", tag.Trim().Length is > 0 and <= LongestName ? null : "must have 1 to 200 characters");
        }

        return new LeadGiven
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
            IsDnc = body.Flags?.IsDnc,
            Detail = body.Detail,
            Approval = body.Approval is { } said ? new LeadApproval { Status = said.Status, CampaignId = said.CampaignId, DecidedBy = said.DecidedBy, DecidedAt = said.DecidedAt, Reason = said.Reason } : null,
            ClientLeadId = body.ClientLeadId,
            RepostedTo = body.RepostedTo,
            LatestSubmittedAt = body.LatestSubmittedAt,
            LastActivityAt = body.LastActivityAt,
            DeliveredAt = body.DeliveredAt,
            SubmissionCount = body.SubmissionCount,
        };
    }

    private static string? CampaignOf(JsonText? campaign, List<string> faults)
    {
        if (campaign is not { } json)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json.Value);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object)
        {
            faults.AddRange(root.EnumerateObject().Where(field => !CampaignFields.Contains(field.Name)).Select(field => $"campaign.{field.Name}: unknown field"));
        }

        var id = root.ValueKind == JsonValueKind.String ? root.GetString() : Text(root, "campaignId");
        Note(faults, root.ValueKind == JsonValueKind.String ? "campaign" : "campaign.campaignId", id is { Length: > 0 and <= 64 } ? null : "must be the id of a campaign");
        return id;
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

            Strict(item, $"questionnaire[{index}]", AnswerFields, faults);
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
        return root.ValueKind == JsonValueKind.String
            ? [.. NoteOf(root, "notes", caller, faults)]
            : [.. root.EnumerateArray().Index().SelectMany(item => NoteOf(item.Item, string.Create(CultureInfo.InvariantCulture, $"notes[{item.Index}]"), caller, faults))];
    }

    /// <summary>A note that has been one before, here or elsewhere, keeps its id, instant and author. An empty one is none.</summary>
    private IEnumerable<Note> NoteOf(JsonElement item, string field, Caller caller, List<string> faults)
    {
        Strict(item, field, NoteFields, faults);
        var text = item.ValueKind == JsonValueKind.String ? item.GetString() : Text(item, "text");
        var (id, by, at) = (Text(item, "id"), Text(item, "createdBy"), time.GetUtcNow());
        Note(faults, field, text switch
        {
            null => "must be a text, or an object with text",
            { Length: > LongestNote } => "must have at most 10000 characters",
            _ => null,
        });
        Note(faults, $"{field}.id", id?.Length > LongestName ? "must have at most 200 characters" : null);
        Note(faults, $"{field}.createdBy", by?.Length > LongestName ? "must have at most 200 characters" : null);
        if (Text(item, "createdAt") is { } created)
        {
            var isInstant = item.GetProperty("createdAt").TryGetDateTimeOffset(out at) && StrictJson.HasZone(created);
            Note(faults, $"{field}.createdAt", isInstant ? null : $"must be an ISO 8601 instant, not {created[..Math.Min(created.Length, 40)]}");
        }

        return string.IsNullOrEmpty(text) ? [] : [new Note { Id = string.IsNullOrEmpty(id) ? ids.Next("note") : id, Text = text, CreatedAt = at, CreatedBy = by ?? caller.KeyId }];
    }

    /// <summary>Fields that are not among these, or are no text, are faults; one of any type is named by a star.</summary>
    private static void Strict(JsonElement item, string path, ImmutableArray<string> names, List<string> faults)
    {
        foreach (var field in item.ValueKind == JsonValueKind.Object ? item.EnumerateObject() : default)
        {
            Note(faults, $"{path}.{field.Name}", names.Contains($"{field.Name}*") || (names.Contains(field.Name) && field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null) ? null
                : names.Contains(field.Name) ? "must be a string" : "unknown field");
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
