using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadSail.Calls;

namespace LeadSail.PostCall;

/// <summary>What a campaign does with each call that is over, once its lead has its new status.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.post-call-settings")]
public sealed record PostCallSettings
{
    /// <summary>Whether anything is done.</summary>
    [Id(0)] public bool Enabled { get; init; }

    /// <summary>The steps, one after the other.</summary>
    [Id(1), MaxLength(20)] public ImmutableArray<PostCallStep> Steps { get; init; } = [];
}

/// <summary>One step. It is tried until it succeeds, at most <c>retryAttempts</c> times, and after that never again.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.post-call-step")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExtractStep), "extract")]
[JsonDerivedType(typeof(ScoreStep), "score")]
[JsonDerivedType(typeof(AnalyzeStep), "analyze")]
[JsonDerivedType(typeof(WebhookStep), "webhook")]
public abstract record PostCallStep
{
    /// <summary>Its name, which no other step of the campaign has.</summary>
    [Id(0), Required, StringLength(60, MinimumLength = 1)] public string Name { get; init; } = "";

    /// <summary>After which outcomes it runs; null for any in which somebody spoke.</summary>
    [Id(1), MinLength(1), MaxLength(13)] public ImmutableArray<InteractionStatus>? On { get; init; }

    /// <summary>How often it is tried in all, 1–10.</summary>
    [Id(2), Range(1, 10), DefaultValue(3)] public int RetryAttempts { get; init; } = 3;

    /// <summary>Seconds to wait for an answer, 1–120.</summary>
    [Id(3), Range(1, 120), DefaultValue(30)] public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Whether the steps behind it run when it has failed for good.</summary>
    [Id(4), DefaultValue(true)] public bool ContinueOnFailure { get; init; } = true;
}

/// <summary>Takes values that the provider collected into fields of the lead.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.extract-step")]
public sealed record ExtractStep : PostCallStep
{
    /// <summary>Which values go where. One that was not collected changes nothing.</summary>
    [Id(0), Required, MinLength(1), MaxLength(50)] public ImmutableArray<ExtractedField> Fields { get; init; } = [];
}

/// <summary>A collected value and its place.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.extracted-field")]
public sealed record ExtractedField
{
    /// <summary>The key under which it was collected.</summary>
    [Id(0), Required, StringLength(200, MinimumLength = 1)] public string From { get; init; } = "";

    /// <summary>The lead's field, e.g. <c>customFields.budget</c>.</summary>
    [Id(1), Required, StringLength(200, MinimumLength = 1)] public string To { get; init; } = "";
}

/// <summary>Adds up points by rules, into a field of the lead.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.score-step")]
public sealed record ScoreStep : PostCallStep
{
    /// <summary>The lead's field, e.g. <c>customFields.score</c>.</summary>
    [Id(0), Required, StringLength(200, MinimumLength = 1)] public string To { get; init; } = "";

    /// <summary>The rules; those that hold give their points.</summary>
    [Id(1), Required, MinLength(1), MaxLength(100)] public ImmutableArray<ScoreRule> Rules { get; init; } = [];
}

/// <summary>Points under a condition.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.score-rule")]
public sealed record ScoreRule
{
    /// <summary>The condition.</summary>
    [Id(0), Required] public ScoreCondition When { get; init; } = new();

    /// <summary>The points, −1,000,000 to 1,000,000.</summary>
    [Id(1), Required, Range(-1_000_000d, 1_000_000d)] public double Points { get; init; }
}

/// <summary>A condition on a field.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.score-condition")]
public sealed record ScoreCondition
{
    /// <summary>A field of the lead (<c>customFields.budget</c>, <c>questionnaire.timeline</c>, <c>status</c>), <c>collected.…</c>, or <c>interaction.…</c>.</summary>
    [Id(0), Required, StringLength(200, MinimumLength = 1)] public string Field { get; init; } = "";

    /// <summary>How it is compared. Numbers are compared as numbers, all else as text without regard to case.</summary>
    [Id(1), Required] public ScoreOperator Operator { get; init; }

    /// <summary>With what: text, number, true or false; of no meaning for <c>exists</c>.</summary>
    [Id(2)] public JsonText? Value { get; init; }
}

/// <summary>The comparisons.</summary>
public enum ScoreOperator
{
    /// <summary>Is the same.</summary>
    Equals,

    /// <summary>Is another one, or not there.</summary>
    NotEquals,

    /// <summary>A text holds it, or a list has it.</summary>
    Contains,

    /// <summary>Is a larger number.</summary>
    GreaterThan,

    /// <summary>Is a smaller number.</summary>
    LessThan,

    /// <summary>Is there, and not empty.</summary>
    Exists,
}

/// <summary>Has a language model read the transcript: POST in the shape of chat completions, with a JSON schema for the answer.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.analyze-step")]
public sealed record AnalyzeStep : PostCallStep
{
    /// <summary>The whole address of the endpoint, e.g. <c>https://api.openai.com/v1/chat/completions</c>.</summary>
    [Id(0), Required, StringLength(2000), RegularExpression(@"^https?://\S+$", ErrorMessage = "must be an http or https address")] public string Url { get; init; } = "";

    /// <summary>The model's name.</summary>
    [Id(1), Required, StringLength(200, MinimumLength = 1)] public string Model { get; init; } = "";

    /// <summary>Headers to send along, an object of name and value, e.g. <c>Authorization</c>.</summary>
    [Id(2), JsonShape(JsonValueKind.Object)] public JsonText Headers { get; init; } = JsonText.EmptyObject;

    /// <summary>What to do with the transcript.</summary>
    [Id(3), Required, StringLength(20_000, MinimumLength = 1)] public string Instructions { get; init; } = "";

    /// <summary>The JSON schema of the answer.</summary>
    [Id(4), Required, JsonShape(JsonValueKind.Object)] public JsonText Schema { get; init; } = JsonText.EmptyObject;

    /// <summary>Where each of the answer's fields goes: an object of its name and the lead's field.</summary>
    [Id(5), JsonShape(JsonValueKind.Object)] public JsonText To { get; init; } = JsonText.EmptyObject;
}

/// <summary>Sends the finished interaction, signed as all webhooks are.</summary>
[GenerateSerializer, Immutable, Alias("leadsail.webhook-step")]
public sealed record WebhookStep : PostCallStep
{
    /// <summary>Where to.</summary>
    [Id(0), Required, StringLength(2000), RegularExpression(@"^https?://\S+$", ErrorMessage = "must be an http or https address")] public string Url { get; init; } = "";

    /// <summary>Headers to send along, an object of name and value.</summary>
    [Id(1), JsonShape(JsonValueKind.Object)] public JsonText Headers { get; init; } = JsonText.EmptyObject;
}
