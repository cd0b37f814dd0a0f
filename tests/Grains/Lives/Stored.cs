using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadSail.Lives;

/// <summary>States as they are stored.</summary>
internal static class Stored
{
    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true, NewLine = "\n" };

    public static string Of<T>(T state) => JsonSerializer.Serialize(state, Json.Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json.Options)!;

    /// <summary>What is read back is what was written, to the letter.</summary>
    public static void ComesBack<T>(T state)
    {
        var json = Of(state);
        Assert.Equal(json, Of(Read<T>(json)));
    }

    /// <summary>
    /// A rich state is stored in the approved form, and all earlier forms are still read: nothing that stands in them is lost.
    /// </summary>
    public static void IsApproved<T>(string stem, T rich)
    {
        foreach (var old in Approved.CheckNewest(stem, JsonSerializer.Serialize(rich, Readable) + "\n"))
        {
            var missing = Missing(JsonNode.Parse(old), JsonSerializer.SerializeToNode(Read<T>(old), Json.Options), "state").ToArray();
            Assert.True(missing.Length == 0, $"A stored state of {typeof(T).Name} is read wrongly: {string.Join(", ", missing)}");
        }
    }

    private static IEnumerable<string> Missing(JsonNode? old, JsonNode? now, string path) => (old, now) switch
    {
        (JsonObject before, JsonObject after) => before.SelectMany(field => Missing(field.Value, after[field.Key], $"{path}.{field.Key}")),
        (JsonArray before, JsonArray after) when before.Count == after.Count => before.SelectMany((item, i) => Missing(item, after[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(old, now) ? [] : [path],
    };
}
