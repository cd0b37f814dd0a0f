using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadSail.OpenApi;

/// <summary>The part of JSON Schema 2020-12 that the document uses. A word that it does not know is an error of its own: nothing is passed over.</summary>
/// <param name="document">Where references lead.</param>
/// <param name="closed">Whether a field that the schema does not name is a fault.</param>
internal sealed class SchemaCheck(JsonElement document, bool closed)
{
    /// <summary>Words that say nothing about a value.</summary>
    private static readonly HashSet<string> Notes = ["description", "discriminator", "default", "example", "title"];

    public IReadOnlyList<string> FaultsOf(JsonElement schema, JsonElement value)
    {
        List<string> faults = [];
        Check(schema, value, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        foreach (var word in schema.EnumerateObject().Where(word => !Notes.Contains(word.Name)))
        {
            if (Fault(word, schema, value, at, faults) is { } fault)
            {
                faults.Add($"{at}: {fault}: {Short(value)}");
            }
        }

        if (closed && value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var known))
        {
            faults.AddRange(value.EnumerateObject().Where(field => !known.TryGetProperty(field.Name, out _)).Select(field => $"{at}.{field.Name}: is not in the document"));
        }
    }

    private string? Fault(JsonProperty word, JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        var says = word.Value;
        switch (word.Name)
        {
            case "$ref":
                Check(Resolve(says.GetString()!), value, at, faults);
                return null;
            case "type":
                return Types(says).Any(type => IsOf(type, value)) ? null : $"is not {says}";
            case "enum":
                return says.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? null : $"is none of {says}";
            case "const":
                return JsonElement.DeepEquals(says, value) ? null : $"is not {says}";
            case "oneOf":
                return Matching(says, value) == 1 ? null : $"matches {Matching(says, value)} of the alternatives";
            case "anyOf":
                return Matching(says, value) > 0 ? null : "matches none of the alternatives";
            case "format":
                return FormatFault(says.GetString()!, value);
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, says.GetString()!) ? null : $"does not match {says}";
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= says.GetInt32() ? null : "is too short";
            case "maxLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= says.GetInt32() ? null : "is too long";
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= says.GetDouble() ? null : $"is less than {says}";
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= says.GetDouble() ? null : $"is more than {says}";
            case "minItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= says.GetInt32() ? null : "has too few items";
            case "maxItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= says.GetInt32() ? null : "has too many items";
            case "required":
                return value.ValueKind != JsonValueKind.Object ? null
                    : says.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing ? $"lacks {missing}" : null;
            case "properties":
                if (value.ValueKind == JsonValueKind.Object)
                {
                    foreach (var field in value.EnumerateObject())
                    {
                        if (says.TryGetProperty(field.Name, out var own))
                        {
                            Check(own, field.Value, $"{at}.{field.Name}", faults);
                        }
                    }
                }

                return null;
            case "additionalProperties":
                foreach (var field in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Where(field => !IsNamed(schema, field.Name)) : [])
                {
                    if (says.ValueKind == JsonValueKind.False)
                    {
                        return "has a field that the schema does not name";
                    }

                    Check(says, field.Value, $"{at}.{field.Name}", faults);
                }

                return null;
            case "items":
                if (value.ValueKind == JsonValueKind.Array)
                {
                    foreach (var (index, item) in value.EnumerateArray().Index())
                    {
                        Check(says, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"), faults);
                    }
                }

                return null;
            default:
                throw new NotSupportedException($"The document uses {word.Name}, which this check does not know.");
        }
    }

    private static bool IsNamed(JsonElement schema, string field) => schema.TryGetProperty("properties", out var named) && named.TryGetProperty(field, out _);

    private int Matching(JsonElement alternatives, JsonElement value) => alternatives.EnumerateArray().Count(one => FaultsOf(one, value).Count == 0);

    private JsonElement Resolve(string reference) => reference[2..].Split('/').Aggregate(document, (at, name) => at.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement says) =>
        says.ValueKind == JsonValueKind.Array ? says.EnumerateArray().Select(type => type.GetString()!) : [says.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException($"There is no type {type}."),
    };

    private static string? FormatFault(string format, JsonElement value) => (format, value.ValueKind) switch
    {
        ("int32", JsonValueKind.Number) => value.TryGetInt32(out _) ? null : "is no 32-bit integer",
        ("int64" or "double", JsonValueKind.Number) => null,
        ("date-time", JsonValueKind.String) => Regex.IsMatch(value.GetString()!, @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$") ? null : "is no instant in UTC",
        ("email", JsonValueKind.String) => value.GetString()!.Contains('@', StringComparison.Ordinal) ? null : "is no e-mail address",
        ("date", JsonValueKind.String) => Regex.IsMatch(value.GetString()!, @"^\d{4}-\d{2}-\d{2}$") ? null : "is no date",
        ("int32" or "int64" or "double" or "date-time" or "date" or "email" or "binary", _) => null,
        _ => throw new NotSupportedException($"There is no format {format}."),
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText();
}
