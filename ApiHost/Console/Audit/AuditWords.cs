using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Audit;
using LeadSail.Lives;

namespace LeadSail.Console.Audit;

/// <summary>Changes in words.</summary>
internal static class AuditWords
{
    private static readonly OrderedDictionary<string, string> Types = new()
    {
        ["campaign_created"] = "Campaign created", ["campaign_changed"] = "Campaign changed", ["dialer_paused"] = "Dialer paused", ["dialer_resumed"] = "Dialer resumed",
        ["voice_agent.created"] = "Agent created", ["voice_agent.updated"] = "Agent changed", ["prompt_template.created"] = "Prompt created", ["prompt_template.updated"] = "Prompt changed",
        ["phone_number.created"] = "Number created", ["phone_number.updated"] = "Number changed", ["organization.created"] = "Organization created", ["organization.updated"] = "Organization changed",
        ["api_key.created"] = "API key made", ["api_key.updated"] = "API key revoked", ["webhook_secret.created"] = "Signing secret made", ["webhook_secret.updated"] = "Signing secret changed",
        ["listed"] = "Number put on do not call", ["unlisted"] = "Number taken off do not call",
        ["dnc_set"] = "Lead set to do not call", ["dnc_lifted"] = "Lead may be reached again", ["erased"] = "Lead erased",
    };

    /// <summary>Every type with its words, to choose from.</summary>
    public static IEnumerable<(string Value, string Label)> Choices => Types.Select(type => (type.Key, type.Value));

    /// <summary>What was done.</summary>
    public static string Of(string type) => Types.GetValueOrDefault(type, type);

    /// <summary>Where what was changed is to be seen; null when it has no page.</summary>
    public static string? PageOf(AuditEntry entry) => entry.Type.Split('.')[0] switch
    {
        "campaign_created" or "campaign_changed" or "dialer_paused" or "dialer_resumed" => $"campaigns/{entry.Stream}",
        "voice_agent" => "agents",
        "prompt_template" => $"prompts/{entry.Stream}",
        "phone_number" => "numbers",
        "api_key" => "api-keys",
        "organization" or "webhook_secret" => "organization",
        "listed" => $"do-not-call?search={Uri.EscapeDataString(entry.Stream)}",
        "dnc_set" or "dnc_lifted" => $"leads/{entry.Stream}",
        _ => null,
    };

    /// <summary>The fields that an entry tells of.</summary>
    public static IReadOnlyList<FieldChange> ChangesOf(AuditEntry entry)
    {
        using var data = JsonDocument.Parse(entry.Data.Value);
        return data.RootElement.TryGetProperty("changes", out var changes) ? changes.Deserialize<FieldChange[]>(Json.Options)!
            : data.RootElement.TryGetProperty("settings", out var settings) ? FieldChange.Between(new JsonObject(), JsonNode.Parse(settings.GetRawText()))
            : [];
    }

    /// <summary>A value as people read it.</summary>
    public static string Value(JsonText? value)
    {
        if (value is not { } given)
        {
            return "nothing";
        }

        using var document = JsonDocument.Parse(given.Value);
        return document.RootElement switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.True } => "yes",
            { ValueKind: JsonValueKind.False } => "no",
            _ => given.Value,
        };
    }
}
