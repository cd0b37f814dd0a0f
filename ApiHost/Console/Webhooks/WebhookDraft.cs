using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Http;
using LeadSail.Webhooks;

namespace LeadSail.Console.Webhooks;

/// <summary>Webhook settings as they are typed.</summary>
public sealed record WebhookDraft
{
    /// <summary>Whether the organization's hold; of no meaning for the organization.</summary>
    public bool Inherit { get; init; }

    /// <summary>Whether anything is sent.</summary>
    public bool Enabled { get; init; }

    /// <summary>Where to; empty for nowhere.</summary>
    public string Url { get; init; } = "";

    /// <summary>Of what.</summary>
    public WebhookEvents Events { get; init; } = new();

    /// <summary>What is sent along.</summary>
    public ImmutableArray<Header> Headers { get; init; } = [];

    /// <summary>How often one is tried in all.</summary>
    public int RetryAttempts { get; init; }

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; init; }

    /// <summary>The settings, to be changed.</summary>
    public static WebhookDraft Of(WebhookSettings settings) => new()
    {
        Inherit = settings is CampaignWebhooks { InheritFromTenant: true },
        Enabled = settings.Enabled,
        Url = settings.Url ?? "",
        Events = settings.Events,
        Headers = Header.Of(settings.Headers),
        RetryAttempts = settings.RetryAttempts,
        TimeoutSeconds = settings.TimeoutSeconds,
    };

    /// <summary>The merge patch that makes of known settings what is typed.</summary>
    /// <exception cref="Api.ApiFault">A header stands there twice.</exception>
    public JsonObject Patch(WebhookSettings known) => new()
    {
        ["enabled"] = Enabled,
        ["url"] = Url.Trim() is { Length: > 0 } url ? url : null,
        ["events"] = JsonSerializer.SerializeToNode(Events, ApiJson.Options),
        ["headers"] = Header.Patch(known.Headers, Headers, "webhooks.headers"),
        ["retryAttempts"] = RetryAttempts,
        ["timeoutSeconds"] = TimeoutSeconds,
    };
}
