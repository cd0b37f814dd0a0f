using System.Text.Json;
using LeadSail.Console.Badges;
using LeadSail.PostCall;

namespace LeadSail.Console.PostCall;

/// <summary>Steps in words.</summary>
internal static class StepWords
{
    /// <summary>The kinds of steps by the API's names, with what each does.</summary>
    public static readonly IReadOnlyList<(string Type, string Does)> Types =
    [
        ("extract", "Extract: take what was collected into the lead"), ("score", "Score: add up points by rules"),
        ("analyze", "Analyze: have a language model read the transcript"), ("webhook", "Webhook: send the finished call"),
    ];

    /// <summary>The API's name for the kind of a step.</summary>
    public static string TypeOf(PostCallStep step) => step switch
    {
        ExtractStep => "extract",
        ScoreStep => "score",
        AnalyzeStep => "analyze",
        _ => "webhook",
    };

    /// <summary>What a step does, in a line.</summary>
    public static string Does(PostCallStep step) => step switch
    {
        ExtractStep extract => string.Join(", ", extract.Fields.Select(field => $"{field.From} → {field.To}")),
        ScoreStep score => $"{Count(score.Rules.Length, "rule")} → {score.To}",
        AnalyzeStep analyze => $"{analyze.Model} at {analyze.Url}",
        WebhookStep webhook => webhook.Url,
        _ => "",
    };

    /// <summary>After which calls a step runs.</summary>
    public static string After(PostCallStep step) =>
        step.On is { IsDefaultOrEmpty: false } on ? $"after {string.Join(", ", on.Select(status => Tones.Words(status).ToLowerInvariant()))}" : "whenever somebody spoke";

    /// <summary>A number of things.</summary>
    public static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";

    /// <summary>What came of a step: each value with its name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Results(JsonText? output)
    {
        using var document = JsonDocument.Parse(output?.Value ?? "{}");
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(field => (Label(field.Name), field.Value.ToString())).Where(field => field.Item2.Length > 0)] : [];
    }

    private static string Label(string name) => name switch
    {
        "eventId" => "Event",
        "statusCode" => "Answered",
        "answer" => "Answer",
        _ => name,
    };
}
