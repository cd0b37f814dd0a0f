using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadSail.Lives;

/// <summary>One field of settings that was changed.</summary>
/// <param name="Field">Its path, e.g. <c>voice.agentId</c>.</param>
/// <param name="From">What it was; null when it was empty, or is withheld.</param>
/// <param name="To">What it is; null when it is empty, or is withheld.</param>
/// <param name="Withheld">Why neither value is told: <c>secret</c> or <c>large</c>; null when they are.</param>
public sealed record FieldChange(string Field, JsonText? From, JsonText? To, string? Withheld = null)
{
    private const int LongestValue = 1_000;

    /// <summary>Fields of these names hold what only their reader may know.</summary>
    private static readonly ImmutableHashSet<string> Secret = ["headers", "hash", "secret", "previousSecret"];

    /// <summary>Every field in which two versions differ; lists count as one value.</summary>
    public static ImmutableArray<FieldChange> Between<T>(T before, T after) =>
        Between(JsonSerializer.SerializeToNode(before, Json.Options), JsonSerializer.SerializeToNode(after, Json.Options));

    /// <summary>Every field in which two JSON objects differ; lists count as one value.</summary>
    public static ImmutableArray<FieldChange> Between(JsonNode? before, JsonNode? after)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Compare("", before, after, changes);
        return changes.ToImmutable();
    }

    /// <summary>A value without its secrets, however deep: where one was stands <c>null</c>.</summary>
    public static JsonNode? Masked(JsonNode? value) => value switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Secret.Contains(field.Key) ? null : Masked(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Masked)]),
        _ => value?.DeepClone(),
    };

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
                    changes.Add(new FieldChange(field, null, null, "secret"));
                }
            }
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            changes.Add(Told(path, TextOf(before), TextOf(after)));
        }
    }

    /// <summary>Two values that differ and read alike without their secrets differ in one.</summary>
    private static FieldChange Told(string path, JsonText? from, JsonText? to) =>
        from == to ? new FieldChange(path, null, null, "secret")
        : from?.Value.Length > LongestValue || to?.Value.Length > LongestValue ? new FieldChange(path, null, null, "large")
        : new FieldChange(path, from, to);

    private static JsonText? TextOf(JsonNode? value) => Masked(value) is { } told ? new JsonText(told.ToJsonString(Json.Options)) : null;
}
