using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Calls;
using LeadSail.Deliveries;
using LeadSail.Leads;
using LeadSail.Outgoing;

namespace LeadSail.PostCall;

/// <summary>Makes one attempt at a step. What it does may be done again after a crash: the same values into the same fields, the same event id to the same receiver.</summary>
public sealed class PostCallRunner(IOutgoingHttp http, WebhookSecrets secrets, TimeProvider time)
{
    private const int LargestAnswer = 1024 * 1024, LargestOutput = 16 * 1024, MostQuoted = 200;

    /// <summary>What comes of an attempt.</summary>
    /// <param name="organizationId">Whose call it is.</param>
    /// <param name="step">The step.</param>
    /// <param name="lead">The lead, with its new status.</param>
    /// <param name="call">The call, which is over.</param>
    /// <param name="cancellationToken">Cuts it off; it is made again then.</param>
    public async Task<StepResult> RunAsync(string organizationId, PostCallStep step, LeadState lead, CallState call, CancellationToken cancellationToken) => step switch
    {
        ExtractStep extract => Extract(extract, call),
        ScoreStep score => Score(score, lead, call),
        AnalyzeStep analyze => await Analyze(analyze, call, cancellationToken),
        WebhookStep webhook => await Send(organizationId, webhook, lead, call, cancellationToken),
        _ => StepResult.Failed($"This server does not know steps of the type {step.GetType().Name}."),
    };

    private static StepResult Extract(ExtractStep step, CallState call)
    {
        var collected = JsonNode.Parse(call.Collected.Value)!.AsObject();
        return Written(step, call, step.Fields.Select(field => (field.To, collected[field.From])));
    }

    private static StepResult Score(ScoreStep step, LeadState lead, CallState call) => Written(step, call, [(step.To, JsonValue.Create(ScoreRules.Score(step, new CallFacts(lead, call))))]);

    private async Task<StepResult> Analyze(AnalyzeStep step, CallState call, CancellationToken cancellationToken)
    {
        var reply = await http.PostAsync(
            new(step.Url, ChatCompletion.Request(step, call.Transcript), TimeSpan.FromSeconds(step.TimeoutSeconds)) { Headers = HeadersOf(step.Headers), MostBytes = LargestAnswer }, cancellationToken);
        if (reply.Error is { } error)
        {
            return StepResult.Failed(Quoted(error, reply.Body));
        }

        if (!reply.IsWhole)
        {
            return StepResult.Failed("The answer is larger than 1 MB, or broke off.");
        }

        if (ChatCompletion.Answer(reply.Body) is not { } answer)
        {
            return StepResult.Failed(Quoted("The answer holds no JSON object in choices[0].message.content.", reply.Body));
        }

        var places = JsonSerializer.Deserialize<Dictionary<string, string>>(step.To.Value, Json.Options)!;
        var written = Written(step, call, places.Select(place => (place.Value, answer[place.Key])));
        return written.Error is null ? written with { Output = Short(answer) } : written;
    }

    private async Task<StepResult> Send(string organizationId, WebhookStep step, LeadState lead, CallState call, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var told = new OutgoingEvent(OutgoingEvent.PostCall, call.Call!.CampaignId, call.Call.LeadId, call.Call.InteractionId, Enums.Name(call.Status), call.EndedAt!.Value);
        var eventId = Ids.Derived("evt", call.EndedAt.Value, $"{organizationId}/{call.Call.InteractionId}/post_call/{step.Name}");
        var body = WebhookPayload.Of(eventId, told, lead, call).ToJson();
        var secret = await secrets.GetAsync(organizationId, cancellationToken);
        var reply = await http.PostAsync(
            new(step.Url, body, TimeSpan.FromSeconds(step.TimeoutSeconds)) { Headers = [.. HeadersOf(step.Headers), KeyValuePair.Create(WebhookSecret.Header, secret.Sign(body, now))] }, cancellationToken);
        return reply.Error is { } error
            ? StepResult.Failed(Quoted(error, reply.Body))
            : new(null, null, Short(new JsonObject { ["eventId"] = eventId, ["statusCode"] = reply.StatusCode, ["answer"] = reply.Body }));
    }

    /// <summary>Values into the lead's fields; what is not there, or empty, changes nothing.</summary>
    private static StepResult Written(PostCallStep step, CallState call, IEnumerable<(string To, JsonNode? Value)> values)
    {
        var given = new LeadGiven();
        var output = new JsonObject();
        foreach (var (to, value) in values)
        {
            if (value is null || (value.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>())))
            {
                continue; // a provider gives null or "" where the caller did not say it
            }

            var (said, fault) = LeadTargetRules.Read(to, value, $"note_{call.Call!.InteractionId}_{step.Name}_{to}", call.EndedAt!.Value);
            if (fault is not null)
            {
                return StepResult.Failed($"{fault}.");
            }

            given = LeadTargetRules.Join(given, said!);
            output[to] = value.DeepClone();
        }

        return new(null, output.Count == 0 ? null : given, Short(output));
    }

    private static ImmutableArray<KeyValuePair<string, string>> HeadersOf(JsonText headers) => [.. JsonSerializer.Deserialize<Dictionary<string, string>>(headers.Value, Json.Options)!];

    private static JsonText Short(JsonNode output) => output.ToJsonString(Json.Options) is var text && text.Length <= LargestOutput ? new(text) : new("{\"omitted\":\"larger than 16 kB\"}");

    private static string Quoted(string sentence, string answer) =>
        answer.Trim() is { Length: > 0 } said ? $"{sentence} It said: {(said.Length <= MostQuoted ? said : $"{said[..MostQuoted]}…")}" : sentence;
}

/// <summary>What came of an attempt at a step.</summary>
/// <param name="Error">Why it failed, a sentence; null when it did not.</param>
/// <param name="Given">What the lead is to learn; null for nothing.</param>
/// <param name="Output">What is shown of it; null for nothing.</param>
public sealed record StepResult(string? Error, LeadGiven? Given, JsonText? Output)
{
    /// <summary>It failed.</summary>
    public static StepResult Failed(string error) => new(error, null, null);
}
