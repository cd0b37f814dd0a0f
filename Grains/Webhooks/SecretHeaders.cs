using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Campaigns;
using LeadSail.PostCall;

namespace LeadSail.Webhooks;

/// <summary>
/// Headers often carry keys: who reads a campaign sees their names alone. A value that comes back as it was shown stands for the one that is known, so that settings can be read,
/// changed and written as a whole.
/// </summary>
public static class SecretHeaders
{
    /// <summary>What is shown in place of each value.</summary>
    public const string Shown = "***";

    /// <summary>The settings as they are shown.</summary>
    public static CampaignSettings Hide(CampaignSettings settings) => settings with
    {
        Webhooks = settings.Webhooks with { Headers = Hide(settings.Webhooks.Headers) },
        PostCall = settings.PostCall with { Steps = [.. settings.PostCall.Steps.Select(step => Change(step, Hide))] },
    };

    /// <summary>The settings with the values that are known in place of those that were shown; a header made null is taken out.</summary>
    /// <param name="given">As they came in.</param>
    /// <param name="known">As they are.</param>
    public static CampaignSettings Restore(CampaignSettings given, CampaignSettings known)
    {
        var steps = known.PostCall.Steps.ToDictionary(step => step.Name, StringComparer.OrdinalIgnoreCase);
        return given with
        {
            Webhooks = given.Webhooks with { Headers = Restore(given.Webhooks.Headers, known.Webhooks.Headers) },
            PostCall = given.PostCall with { Steps = [.. given.PostCall.Steps.Select(step => Change(step, headers => Restore(headers, steps.GetValueOrDefault(step.Name) is { } same ? HeadersOf(same) : JsonText.EmptyObject)))] },
        };
    }

    private static PostCallStep Change(PostCallStep step, Func<JsonText, JsonText> change) => step switch
    {
        AnalyzeStep analyze => analyze with { Headers = change(analyze.Headers) },
        WebhookStep webhook => webhook with { Headers = change(webhook.Headers) },
        _ => step,
    };

    private static JsonText HeadersOf(PostCallStep step) => step switch
    {
        AnalyzeStep analyze => analyze.Headers,
        WebhookStep webhook => webhook.Headers,
        _ => JsonText.EmptyObject,
    };

    private static JsonText Hide(JsonText headers) => Of(JsonNode.Parse(headers.Value)!.AsObject().Select(header => KeyValuePair.Create(header.Key, (JsonNode?)Shown)));

    private static JsonText Restore(JsonText given, JsonText known)
    {
        var before = JsonNode.Parse(known.Value)!.AsObject();
        return Of(JsonNode.Parse(given.Value)!.AsObject().Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Key, (WasShown(header.Value!) ? before[header.Key] ?? header.Value : header.Value)?.DeepClone())));
    }

    private static bool WasShown(JsonNode value) => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == Shown;

    private static JsonText Of(IEnumerable<KeyValuePair<string, JsonNode?>> headers) => new(new JsonObject(headers).ToJsonString(Json.Options));
}
