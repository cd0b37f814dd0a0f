using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadSail.Webhooks;

/// <summary>Where to tell of what happens.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.webhook-settings")]
public record WebhookSettings
{
    /// <summary>Whether anything is sent.</summary>
    [Id(0)] public bool Enabled { get; init; }

    /// <summary>Where to, http or https; must be there when anything is sent.</summary>
    [Id(1), StringLength(2000), RegularExpression(@"^https?://\S+$", ErrorMessage = "must be an http or https address")] public string? Url { get; init; }

    /// <summary>Of what.</summary>
    [Id(2)] public WebhookEvents Events { get; init; } = new();

    /// <summary>Headers to send along, an object of name and value: at most 20, each value visible ASCII of at most 1,000 characters.</summary>
    [Id(3), JsonShape(JsonValueKind.Object)] public JsonText Headers { get; init; } = JsonText.EmptyObject;

    /// <summary>How often one is tried in all, 1–10.</summary>
    [Id(4), Range(1, 10), DefaultValue(3)] public int RetryAttempts { get; init; } = 3;

    /// <summary>Seconds to wait for an answer, 1–120.</summary>
    [Id(5), Range(1, 120), DefaultValue(30)] public int TimeoutSeconds { get; init; } = 30;
}

/// <summary>Whom a campaign tells.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.campaign-webhooks")]
public sealed record CampaignWebhooks : WebhookSettings
{
    /// <summary>Whether the organization's settings hold, and those beside this one do not.</summary>
    [Id(0), DefaultValue(true)] public bool InheritFromTenant { get; init; } = true;
}

/// <summary>Of what is told, by the events' own names.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.webhook-events")]
public sealed record WebhookEvents
{
    /// <summary>A call is being dialled.</summary>
    [Id(0), JsonPropertyName("call.started"), DefaultValue(true)] public bool CallStarted { get; init; } = true;

    /// <summary>A call is over, whatever came of it.</summary>
    [Id(1), JsonPropertyName("call.completed"), DefaultValue(true)] public bool CallCompleted { get; init; } = true;

    /// <summary>A lead has another status.</summary>
    [Id(2), JsonPropertyName("lead.status_changed"), DefaultValue(true)] public bool LeadStatusChanged { get; init; } = true;

    /// <summary>A lead must not be phoned any more.</summary>
    [Id(3), JsonPropertyName("lead.dnc"), DefaultValue(true)] public bool LeadDnc { get; init; } = true;

    /// <summary>A first submission action begins.</summary>
    [Id(4), JsonPropertyName("lead.first_submission_action"), DefaultValue(true)] public bool LeadFirstSubmissionAction { get; init; } = true;
}
