using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadSail.Lives;

/// <summary>One field of settings that was changed.</summary>
/// <param name="Field">Its path, e.g. <c>voice.agentId</c>.</param>
/// <param name="From">What it was; null when it was empty, or is a secret.</param>
/// <param name="To">What it is; null when it is empty, or is a secret.</param>
public sealed record FieldChange(string Field, JsonText? From, JsonText? To)
{
    /// <summary>Objects under these names hold what only their reader may know.</summary>
    private static readonly ImmutableHashSet<string> Secret = ["headers"];

    /// <summary>Every field in which two versions differ; lists count as one value.</summary>
    public static ImmutableArray<FieldChange> Between<T>(T before, T after)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Compare("", JsonSerializer.SerializeToNode(before, Json.Options), JsonSerializer.SerializeToNode(after, Json.Options), changes);
        return changes.ToImmutable();
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, ImmutableArray<FieldChange>.Builder changes)
    {
        if (before is JsonObject was && after is JsonObject now)
        {
            foreach (var name in was.Select(field => field.Key).Union(now.Select(field => field.Key)))
            {
                var field = path.Length == 0 ? name : $"{path}.{name}";
                if (!Secret.Contains(name))
                {
                    Compare(field, was[name], now[name], changes);
                }
                else if (!JsonNode.DeepEquals(was[name], now[name]))
                {
                    changes.Add(new FieldChange(field, null, null));
                }
            }
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            changes.Add(new FieldChange(path, TextOf(before), TextOf(after)));
        }
    }

    private static JsonText? TextOf(JsonNode? value) => value is null ? null : new JsonText(value.ToJsonString(Json.Options));
}
