using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.PostCall;

/// <summary>The exchange with a language model, in the shape of chat completions that OpenAI began and most others speak.</summary>
public static class ChatCompletion
{
    /// <summary>The request: instructions, transcript, and the schema that the answer must have.</summary>
    public static string Request(AnalyzeStep step, ImmutableArray<TranscriptLine> transcript) => new JsonObject
    {
        ["model"] = step.Model,
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = step.Instructions },
            new JsonObject { ["role"] = "user", ["content"] = string.Join('\n', transcript.Select(line => $"{Enums.Name(line.Role)}: {line.Message}")) }),
        ["response_format"] = new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "analysis", ["strict"] = true, ["schema"] = JsonNode.Parse(step.Schema.Value) },
        },
    }.ToJsonString(Json.Options);

    /// <summary>The answer in a response; null when it has none that is a JSON object.</summary>
    public static JsonObject? Answer(string response)
    {
        try
        {
            var content = JsonNode.Parse(response)?["choices"]?[0]?["message"]?["content"];
            return content?.GetValueKind() switch
            {
                JsonValueKind.String => JsonNode.Parse(content.GetValue<string>()) as JsonObject,
                JsonValueKind.Object => content.AsObject(),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // not JSON, or of another shape
        }
    }
}
