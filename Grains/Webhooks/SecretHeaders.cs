using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Campaigns;
using LeadSail.Organizations;
using LeadSail.PostCall;

namespace LeadSail.Webhooks;

/// <summary>
/// Headers often carry keys: who reads settings sees their names alone. A value that comes back as it was shown stands for the one that is known, so that settings can be read,
/// changed and written as a whole; but only for the host it was given for, or whoever changes the address would be told it there.
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
            Webhooks = given.Webhooks with { Headers = Restore(given.Webhooks.Url, given.Webhooks.Headers, known.Webhooks.Url, known.Webhooks.Headers) },
            PostCall = given.PostCall with { Steps = [.. given.PostCall.Steps.Select(step => Restore(step, steps.GetValueOrDefault(step.Name)))] },
        };
    }

    /// <inheritdoc cref="Hide(CampaignSettings)"/>
    public static Organization Hide(Organization organization) => organization with { Webhooks = organization.Webhooks with { Headers = Hide(organization.Webhooks.Headers) } };

    /// <inheritdoc cref="Restore(CampaignSettings, CampaignSettings)"/>
    public static Organization Restore(Organization given, Organization known) => given with
    {
        Webhooks = given.Webhooks with { Headers = Restore(given.Webhooks.Url, given.Webhooks.Headers, known.Webhooks.Url, known.Webhooks.Headers) },
    };

    private static PostCallStep Restore(PostCallStep given, PostCallStep? known)
    {
        var (url, headers) = OutgoingOf(known);
        return Change(given, these => Restore(OutgoingOf(given).Url, these, url, headers));
    }

    private static PostCallStep Change(PostCallStep step, Func<JsonText, JsonText> change) => step switch
    {
        AnalyzeStep analyze => analyze with { Headers = change(analyze.Headers) },
        WebhookStep webhook => webhook with { Headers = change(webhook.Headers) },
        _ => step,
    };

    private static (string? Url, JsonText Headers) OutgoingOf(PostCallStep? step) => step switch
    {
        AnalyzeStep analyze => (analyze.Url, analyze.Headers),
        WebhookStep webhook => (webhook.Url, webhook.Headers),
        _ => (null, JsonText.EmptyObject),
    };

    private static JsonText Hide(JsonText headers) => Of(JsonNode.Parse(headers.Value)!.AsObject().Select(header => KeyValuePair.Create(header.Key, (JsonNode?)Shown)));

    private static JsonText Restore(string? url, JsonText given, string? knownUrl, JsonText known)
    {
        var before = url is null || HostOf(url) == HostOf(knownUrl) ? JsonNode.Parse(known.Value)!.AsObject() : [];
        return Of(JsonNode.Parse(given.Value)!.AsObject().Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Key, (WasShown(header.Value!) ? before[header.Key] ?? header.Value : header.Value)?.DeepClone())));
    }

    /// <summary>Scheme, host and port; an address that is none is refused elsewhere.</summary>
    private static string? HostOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : url;

    private static bool WasShown(JsonNode value) => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == Shown;

    private static JsonText Of(IEnumerable<KeyValuePair<string, JsonNode?>> headers) => new(new JsonObject(headers).ToJsonString(Json.Options));
}
