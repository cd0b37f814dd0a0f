using System.Text.Json.Nodes;

namespace LeadSail.OpenApi;

/// <summary>The document's examples of what goes out: what a server really gave. Tests have it give all of them, and write them anew when they are told to approve.</summary>
internal static class Examples
{
    private static readonly Lazy<JsonObject> AllAnswers = new(() => Read("answers.json")), AllSent = new(() => Read("sent.json"));

    /// <summary>What an operation answered with a status; null when it is none of JSON.</summary>
    public static JsonNode? AnswerOf(string operationId, string status) => AllAnswers.Value[operationId]?[status]?.DeepClone();

    /// <summary>What a receiver was sent of an event.</summary>
    public static JsonNode? SentOf(string name) => AllSent.Value[name]?.DeepClone();

    private static JsonObject Read(string name)
    {
        using var file = typeof(Examples).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(file)!.AsObject();
    }
}
