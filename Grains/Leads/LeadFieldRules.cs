using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadSail.Leads;

/// <summary>The fields of a lead by the names that the API gives them: which may be emptied, how large they may become, which of them differ.</summary>
public static class LeadFieldRules
{
    private const int Kilobyte = 1024, MostOfFreeValues = 64 * Kilobyte, MostOfAll = 512 * Kilobyte, LongestNote = 10_000;

    /// <summary>Fields that always hold something.</summary>
    public static readonly ImmutableHashSet<string> NeverEmpty =
        ["firstName", "lastName", "email", "phone", "status", "campaign", "flags", "isTest", "notes", "deleteQuestionnaireKeys"];

    /// <summary>The data without a field.</summary>
    public static LeadData Clear(LeadData data, string field) => field switch
    {
        "address" => data with { Address = null },
        "address.street" => data with { Address = data.Address is { } a ? a with { Street = null } : null },
        "address.unit" => data with { Address = data.Address is { } a ? a with { Unit = null } : null },
        "address.city" => data with { Address = data.Address is { } a ? a with { City = null } : null },
        "address.state" => data with { Address = data.Address is { } a ? a with { State = null } : null },
        "address.zip" => data with { Address = data.Address is { } a ? a with { Zip = null } : null },
        "address.country" => data with { Address = data.Address is { } a ? a with { Country = null } : null },
        "dateOfBirth" => data with { DateOfBirth = null },
        "country" => data with { Country = null },
        "timezone" => data with { Timezone = null, TimezoneSource = null },
        "timezoneSource" => data with { TimezoneSource = null },
        "questionnaire" => data with { Questionnaire = [] },
        "customFields" => data with { CustomFields = JsonText.EmptyObject },
        "attribution" => data with { Attribution = JsonText.EmptyObject },
        "compliance" => data with { Compliance = JsonText.EmptyObject },
        "files" => data with { Files = new("[]") },
        "tags" => data with { Tags = [] },
        "detail" => data with { Detail = null },
        "approval" => data with { Approval = null },
        "clientLeadId" => data with { ClientLeadId = null },
        "repostedTo" => data with { RepostedTo = new("[]") },
        "latestSubmittedAt" => data with { LatestSubmittedAt = null },
        "lastActivityAt" => data with { LastActivityAt = null },
        "deliveredAt" => data with { DeliveredAt = null },
        "submissionCount" => data with { SubmissionCount = null },
        _ => data,
    };

    /// <summary>What has become too large, a line per field.</summary>
    public static ImmutableArray<string> Faults(LeadData data)
    {
        var fields = Fields(data);
        var faults = fields.Where(field => field.Key is not "notes" && Bytes(field.Value) > MostOfFreeValues)
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}: would be larger than {MostOfFreeValues / Kilobyte} kB"));
        var notes = data.Notes.Index().Where(note => note.Item.Text.Length > LongestNote)
            .Select(note => string.Create(CultureInfo.InvariantCulture, $"notes[{note.Index}]: must have at most {LongestNote} characters"));
        var all = fields.Sum(field => Bytes(field.Value)) > MostOfAll
            ? [string.Create(CultureInfo.InvariantCulture, $"body: the lead would be larger than {MostOfAll / Kilobyte} kB")]
            : Array.Empty<string>();
        return [.. faults, .. notes, .. all];
    }

    /// <summary>The names of the fields that differ.</summary>
    public static ImmutableArray<string> Differing(LeadData before, LeadData after)
    {
        var (was, now) = (Fields(before), Fields(after));
        return [.. was.Select(field => field.Key).Union(now.Select(field => field.Key)).Where(name => !JsonNode.DeepEquals(was[name], now[name]))];
    }

    private static JsonObject Fields(LeadData data) => JsonSerializer.SerializeToNode(data, Json.Options)!.AsObject();

    private static int Bytes(JsonNode? value) => value is null ? 0 : Encoding.UTF8.GetByteCount(value.ToJsonString(Json.Options));
}
