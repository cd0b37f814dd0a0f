using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Calls;
using LeadSail.Console.Api;
using LeadSail.Console.Webhooks;
using LeadSail.PostCall;

namespace LeadSail.Console.PostCall;

/// <summary>A step as it is typed, whatever its kind.</summary>
public sealed class StepDraft
{
    /// <summary>The API's name for its kind.</summary>
    public string Type { get; set; } = "extract";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether it runs after these outcomes alone.</summary>
    public bool OnSome { get; set; }

    /// <summary>The outcomes.</summary>
    public ImmutableArray<InteractionStatus> On { get; set; } = [];

    /// <summary>How often it is tried in all.</summary>
    public int RetryAttempts { get; set; } = 3;

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Whether those behind it are left out when it has failed.</summary>
    public bool Blocks { get; set; }

    /// <summary>What goes where: for extract keys that were collected, for analyze fields of the answer.</summary>
    public List<Place> Places { get; set; } = [new()];

    /// <summary>Where the points go.</summary>
    public string To { get; set; } = "customFields.score";

    /// <summary>What gives points.</summary>
    public List<Rule> Rules { get; set; } = [new()];

    /// <summary>Where to send.</summary>
    public string Url { get; set; } = "";

    /// <summary>The language model.</summary>
    public string Model { get; set; } = "";

    /// <summary>What is sent along.</summary>
    public ImmutableArray<Header> Headers { get; set; } = [];

    /// <summary>What to do with the transcript.</summary>
    public string Instructions { get; set; } = "";

    /// <summary>The JSON schema of the answer.</summary>
    public string Schema { get; set; } = """{"type":"object","properties":{}}""";

    /// <summary>A step, to be changed.</summary>
    public static StepDraft Of(PostCallStep step)
    {
        var draft = new StepDraft
        {
            Type = StepWords.TypeOf(step), Name = step.Name, OnSome = step.On is not null, On = step.On ?? [], RetryAttempts = step.RetryAttempts, TimeoutSeconds = step.TimeoutSeconds,
            Blocks = !step.ContinueOnFailure,
        };
        switch (step)
        {
            case ExtractStep extract:
                draft.Places = [.. extract.Fields.Select(field => new Place { From = field.From, To = field.To })];
                break;
            case ScoreStep score:
                (draft.To, draft.Rules) = (score.To, [.. score.Rules.Select(Rule.Of)]);
                break;
            case AnalyzeStep analyze:
                (draft.Url, draft.Model, draft.Instructions) = (analyze.Url, analyze.Model, analyze.Instructions);
                (draft.Headers, draft.Schema) = (Header.Of(analyze.Headers), Pretty(analyze.Schema));
                draft.Places = [.. Header.Of(analyze.To).Select(place => new Place { From = place.Name, To = place.Value })];
                break;
            case WebhookStep webhook:
                (draft.Url, draft.Headers) = (webhook.Url, Header.Of(webhook.Headers));
                break;
        }

        return draft;
    }

    /// <summary>The step that is typed.</summary>
    /// <param name="at">Where it stands in the body, e.g. <c>postCall.steps[0]</c>.</param>
    /// <exception cref="ApiFault">It cannot even be sent.</exception>
    public PostCallStep ToStep(string at)
    {
        PostCallStep step = Type switch
        {
            "extract" => new ExtractStep { Fields = [.. Places.Select(place => new ExtractedField { From = place.From.Trim(), To = place.To.Trim() })] },
            "score" => new ScoreStep { To = To.Trim(), Rules = [.. Rules.Select(rule => rule.ToRule())] },
            "analyze" => new AnalyzeStep
            {
                Url = Url.Trim(), Model = Model.Trim(), Instructions = Instructions, Headers = HeadersAt(at), Schema = SchemaAt($"{at}.schema"),
                To = new(Header.Whole([.. Places.Where(place => place.From.Length + place.To.Length > 0).Select(place => new Header(place.From, place.To))], $"{at}.to").ToJsonString(Json.Options)),
            },
            _ => new WebhookStep { Url = Url.Trim(), Headers = HeadersAt(at) },
        };
        return step with { Name = Name.Trim(), On = OnSome ? On : null, RetryAttempts = RetryAttempts, TimeoutSeconds = TimeoutSeconds, ContinueOnFailure = !Blocks };
    }

    private JsonText HeadersAt(string at) => new(Header.Whole(Headers, $"{at}.headers").ToJsonString(Json.Options));

    private JsonText SchemaAt(string at)
    {
        try
        {
            return JsonNode.Parse(Schema) is JsonObject schema ? new(schema.ToJsonString(Json.Options)) : throw ApiFault.Invalid($"{at}: must be an object");
        }
        catch (JsonException fault)
        {
            throw ApiFault.Invalid($"{at}: is no JSON, see line {fault.LineNumber + 1}");
        }
    }

    private static string Pretty(JsonText json) => JsonNode.Parse(json.Value)!.ToJsonString(new(Json.Options) { WriteIndented = true });

    /// <summary>A value and where it goes.</summary>
    public sealed class Place
    {
        /// <summary>What it is called where it comes from.</summary>
        public string From { get; set; } = "";

        /// <summary>The lead's field.</summary>
        public string To { get; set; } = "customFields.";
    }

    /// <summary>A rule that gives points.</summary>
    public sealed class Rule
    {
        /// <summary>What is compared.</summary>
        public string Field { get; set; } = "";

        /// <summary>How, by the API's name.</summary>
        public string? Operator { get; set; } = Enums.Name(ScoreOperator.Equals);

        /// <summary>With what it is compared, as text.</summary>
        public string Value { get; set; } = "";

        /// <summary>What it gives.</summary>
        public double Points { get; set; } = 10;

        /// <summary>Whether it is compared with anything.</summary>
        public bool HasValue => Operator != Enums.Name(ScoreOperator.Exists);

        /// <summary>A rule, to be changed.</summary>
        public static Rule Of(ScoreRule rule) => new()
        {
            Field = rule.When.Field, Operator = Enums.Name(rule.When.Operator), Points = rule.Points,
            Value = rule.When.Value is { } value ? JsonNode.Parse(value.Value)?.ToString() ?? "" : "",
        };

        /// <summary>The rule that is typed.</summary>
        public ScoreRule ToRule() => new()
        {
            When = new() { Field = Field.Trim(), Operator = Enums.Parse<ScoreOperator>(Operator) ?? default, Value = HasValue && Value.Trim().Length > 0 ? Typed(Value.Trim()) : null },
            Points = Points,
        };

        /// <summary>True, false and numbers are themselves; all else is text.</summary>
        private static JsonText Typed(string text) => new(text is "true" or "false" || IsNumber(text) ? text : JsonSerializer.Serialize(text, Json.Options));

        private static bool IsNumber(string text) =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text;
    }
}
