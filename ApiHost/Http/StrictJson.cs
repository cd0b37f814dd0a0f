using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace LeadSail.Http;

/// <summary>
/// Checks a JSON value against a type before it is read: unknown fields, wrong types, missing and null fields, and the limits
/// in the type's attributes. All faults are told at once, each as <c>field: what is wrong</c>. The type is the only description
/// of the shape; the OpenAPI document is made from the same.
/// </summary>
public static class StrictJson
{
    /// <summary>The value, if it is of the shape.</summary>
    /// <exception cref="RequestException">400 with a line per fault.</exception>
    public static T Read<T>(JsonElement value) where T : class
    {
        var faults = new List<string>();
        Check(value, typeof(T), FieldRules.None, "", faults);
        return faults.Count > 0
            ? throw RequestException.Invalid([.. faults])
            : value.Deserialize<T>(ApiJson.Options)!;
    }

    /// <summary>Whether an instant says its zone: without one, each server would read another.</summary>
    public static bool HasZone(string instant) => instant.EndsWith('Z') || (instant.Length > 6 && instant[^6] is '+' or '-' && instant[^3] == ':');

    private static void Check(JsonElement value, Type type, FieldRules rules, string path, List<string> faults)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var fault = type switch
        {
            _ when type == typeof(string) => value.ValueKind == JsonValueKind.String ? rules.FaultOf(value.GetString()!) : "must be a string",
            _ when type == typeof(bool) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false",
            _ when type == typeof(int) || type == typeof(long) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole)
                ? rules.FaultOf(whole) : "must be a whole number",
            _ when type == typeof(double) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
                ? rules.FaultOf(number) : "must be a number",
            _ when type == typeof(DateTimeOffset) => value.ValueKind != JsonValueKind.String || !value.TryGetDateTimeOffset(out _) ? "must be an ISO 8601 instant"
                : HasZone(value.GetString()!) ? null : "must be an instant with its zone, e.g. 2026-11-18T17:00:00Z",
            _ when type == typeof(JsonText) => FaultOf(value, rules),
            { IsEnum: true } => FaultOfEnum(value, type),
            _ when ItemOf(type) is { } item => CheckList(value, item, rules, path, faults),
            _ => CheckObject(value, type, path, faults),
        };
        if (fault is not null)
        {
            faults.Add($"{(path.Length == 0 ? "body" : path)}: {fault}");
        }
    }

    private static string? CheckList(JsonElement value, Type item, FieldRules rules, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return "must be an array";
        }

        if (rules.FaultOfLength(value.GetArrayLength()) is { } fault)
        {
            return fault;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            Check(element, item, FieldRules.None, $"{path}[{index++}]", faults);
        }

        return null;
    }

    private static string? CheckObject(JsonElement value, Type type, string path, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return path.Length == 0 ? "must be a JSON object" : "must be an object";
        }

        var discriminator = (string?)null;
        if (ApiJson.Options.GetTypeInfo(type).PolymorphismOptions is { } kinds)
        {
            discriminator = kinds.TypeDiscriminatorPropertyName;
            var named = value.TryGetProperty(discriminator, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            if (kinds.DerivedTypes.Where(kind => kind.TypeDiscriminator is string name && name == named).Select(kind => kind.DerivedType).FirstOrDefault() is not { } derived)
            {
                faults.Add($"{Join(path, discriminator)}: must be one of {string.Join(", ", kinds.DerivedTypes.Select(kind => kind.TypeDiscriminator))}");
                return null;
            }

            type = derived;
        }

        var fields = ApiJson.Options.GetTypeInfo(type).Properties.Where(property => property.Set is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var at = Join(path, property.Name);
            if (property.Name == discriminator)
            {
                continue;
            }

            if (!fields.Remove(property.Name, out var field))
            {
                faults.Add($"{at}: unknown field");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Check(property.Value, field.PropertyType, FieldRules.Of(field), at, faults);
            }
            else if (FieldRules.Of(field).IsRequired || !field.IsSetNullable || (field.PropertyType.IsValueType && Nullable.GetUnderlyingType(field.PropertyType) is null))
            {
                faults.Add($"{at}: must not be null");
            }
        }

        var missing = fields.Values.Where(field => FieldRules.Of(field).IsRequired).Select(field => field.Name);
        if (type.GetCustomAttribute<RequiredUnlessAttribute>() is { } unless && !Has(value, unless.Other))
        {
            missing = missing.Concat(unless.Fields.Where(name => !Has(value, name)));
        }

        faults.AddRange(missing.Select(name => $"{Join(path, name)}: is required"));
        return null;
    }

    private static string? FaultOf(JsonElement value, FieldRules rules) => rules.Kinds is { } kinds && !kinds.Contains(value.ValueKind)
        ? $"must be {string.Join(" or ", kinds.Select(kind => kind switch { JsonValueKind.Array => "an array", JsonValueKind.String => "a string", _ => "an object" }))}"
        : Encoding.UTF8.GetByteCount(value.GetRawText()) > rules.MaxBytes
            ? string.Create(CultureInfo.InvariantCulture, $"is larger than {rules.MaxBytes / 1024} kB")
            : null;

    private static string? FaultOfEnum(JsonElement value, Type type)
    {
        var names = Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToArray();
        return value.ValueKind == JsonValueKind.String && names.Contains(value.GetString(), StringComparer.Ordinal)
            ? null
            : $"must be one of {string.Join(", ", names)}";
    }

    private static bool Has(JsonElement value, string name) => value.TryGetProperty(name, out var given) && given.ValueKind != JsonValueKind.Null;

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) ? type.GetGenericArguments()[0]
        : null;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
