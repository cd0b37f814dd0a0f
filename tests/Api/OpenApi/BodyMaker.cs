using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Lives;

namespace LeadSail.OpenApi;

/// <summary>Makes values by the document's schemas: of the right shape, with ids of what is there, but not always of the right sense.</summary>
internal sealed class BodyMaker(Contract contract, Known known, Choices choices)
{
    /// <summary>Texts of every form that the document asks for; those that fit a schema are taken for it.</summary>
    private static readonly JsonElement[] Texts =
    [
        .. new[]
        {
            "Marta", "HXZ", "US", "(212) 555-0142", "+12125550142", "marta@example.com", "2026-11-18", "2026-11-18T17:00:00Z", "America/New_York", "09:00", "18:00", "http://127.0.0.1:9/hook",
            "Hello {{ first_name }}", "customFields.budget", "elevenlabs", "key-1", "\"1\"", "*", "bytes=0-99", "phnum_sim_twilio", "pending,qualified", "1", "x", " ", "ÅÄ→日本😀",
        }.Select(text => JsonSerializer.SerializeToElement(text)),
    ];

    /// <summary>A value for a schema.</summary>
    /// <param name="schema">Of the document.</param>
    /// <param name="name">Of the field or parameter.</param>
    public JsonNode? Value(JsonElement schema, string name)
    {
        if (schema.TryGetProperty("$ref", out _))
        {
            return Value(contract.Resolve(schema), name);
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonSerializer.SerializeToNode(Any(values));
        }

        if (schema.TryGetProperty("oneOf", out var either) || (schema.TryGetProperty("anyOf", out either) && either[0].TryGetProperty("$ref", out _)))
        {
            return choices.OneIn(8) ? Value(either[0], name) : Value(Any(either), name);
        }

        string[] types = !schema.TryGetProperty("type", out var named) ? ["object", "array", "string", "integer", "boolean"]
            : named.ValueKind == JsonValueKind.String ? [named.GetString()!] : [.. named.EnumerateArray().Select(type => type.GetString()!).Where(type => type != "null")];
        return choices.OneIn(12) && types.Length < (named.ValueKind == JsonValueKind.Array ? named.GetArrayLength() : 0) ? null : choices.Of(types) switch
        {
            "object" => Object(schema),
            "array" => new JsonArray([.. Enumerable.Range(0, Limit(schema, "minItems", 0) + choices.Below(3)).Select(_ => schema.TryGetProperty("items", out var items) ? Value(items, name) : null)]),
            "string" => Text(schema, name),
            "integer" => Limit(schema, "minimum", -1) + choices.Of(0, 1, Limit(schema, "maximum", 7) - Limit(schema, "minimum", -1)),
            "number" => Limit(schema, "minimum", 0) + choices.Of(0.5, 1),
            "boolean" => choices.OneIn(2),
            _ => null,
        };
    }

    /// <summary>A text for a schema; the id of something, where the name asks for one.</summary>
    public string Text(JsonElement schema, string name)
    {
        if (known.Id(name) is { } id && !choices.OneIn(8))
        {
            return id;
        }

        var fitting = Texts.Where(text => contract.RequestFaults(schema, text) is []).ToArray();
        return fitting.Length == 0 ? new string('x', Limit(schema, "minLength", 1)) : choices.Of(fitting).GetString()!;
    }

    private JsonObject Object(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return choices.Of<Func<JsonObject>>(() => [], () => new() { ["budget"] = "500", ["tcpaConsent"] = true }, () => new() { ["a"] = new JsonObject { ["b"] = new JsonArray(1, null) } })();
        }

        var required = Required(schema).Concat(schema.TryGetProperty("anyOf", out var either) ? Required(Any(either)) : []).ToHashSet();
        return new(properties.EnumerateObject().Where(field => required.Contains(field.Name) || choices.OneIn(4)).Select(field => KeyValuePair.Create(field.Name, Value(field.Value, field.Name))));
    }

    private static IEnumerable<string> Required(JsonElement schema) => schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static int Limit(JsonElement schema, string word, int otherwise) => schema.TryGetProperty(word, out var limit) ? (int)Math.Ceiling(limit.GetDouble()) : otherwise;

    private JsonElement Any(JsonElement items) => items[choices.Below(items.GetArrayLength())];
}
