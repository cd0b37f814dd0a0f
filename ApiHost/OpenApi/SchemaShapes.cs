using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LeadSail.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>What the framework cannot see in our types: converters of our own, and the attributes by which <see cref="StrictJson"/> checks.</summary>
internal static class SchemaShapes
{
    /// <summary>Free JSON is described where it stands: what it may be differs from field to field.</summary>
    public static string? ReferenceIdOf(JsonTypeInfo type) =>
        Bare(type.Type) == typeof(JsonText) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Makes a schema exact.</summary>
    public static void Refine(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Bare(context.JsonTypeInfo.Type);
        var attributes = context.JsonPropertyInfo?.AttributeProvider is MemberInfo member ? member.GetCustomAttributes().ToArray() : [];
        var orNull = context.JsonPropertyInfo is { } property && IsNullable(property) ? JsonSchemaType.Null : 0;
        if (type == typeof(JsonText))
        {
            Free(schema, attributes.OfType<JsonShapeAttribute>().FirstOrDefault(), orNull);
        }
        else if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Format = "date-time";
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }
        else if (ValuesOf(attributes) is { } allowed)
        {
            schema.Type = TypeOf(type) | orNull;
            schema.Enum = [.. allowed.Select(value => JsonSerializer.SerializeToNode(value)!)];
            if (orNull != 0)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }
        else if (attributes.Select(FormatOf).FirstOrDefault(format => format is not null) is { } format)
        {
            schema.Format = format;
        }

        if (type.GetCustomAttribute<RequiredUnlessAttribute>() is { } unless)
        {
            Require(schema, unless);
        }
    }

    private static void Free(OpenApiSchema schema, JsonShapeAttribute? shape, JsonSchemaType orNull)
    {
        schema.Properties = null;
        schema.Required = null;
        schema.Type = shape?.Kinds.Aggregate(orNull, (types, kind) => types | kind switch
        {
            JsonValueKind.Object => JsonSchemaType.Object,
            JsonValueKind.Array => JsonSchemaType.Array,
            _ => JsonSchemaType.String,
        });
        schema.Items = schema.Type is { } types && types.HasFlag(JsonSchemaType.Array) ? new OpenApiSchema() : null;
    }

    private static void Require(OpenApiSchema schema, RequiredUnlessAttribute unless)
    {
        if (schema.Properties?.ContainsKey(unless.Other) == true)
        {
            schema.AnyOf = [Requiring([unless.Other]), Requiring(unless.Fields)];
        }
        else
        {
            schema.Required = new HashSet<string>([.. schema.Required ?? new HashSet<string>(), .. unless.Fields], StringComparer.Ordinal);
            foreach (var field in unless.Fields.Select(name => schema.Properties?[name]).OfType<OpenApiSchema>())
            {
                field.Type &= ~JsonSchemaType.Null;
            }
        }
    }

    private static object?[]? ValuesOf(Attribute[] attributes) => attributes.OfType<ErrorCodeAttribute>().Any()
        ? [.. typeof(Codes).GetFields().Select(code => code.GetRawConstantValue()).Order()]
        : attributes.OfType<AllowedValuesAttribute>().FirstOrDefault()?.Values;

    private static string? FormatOf(Attribute attribute) => attribute switch
    {
        EmailAddressAttribute => "email",
        CalendarDateAttribute => "date",
        _ => null,
    };

    private static OpenApiSchema Requiring(IEnumerable<string> names) => new() { Required = new HashSet<string>(names, StringComparer.Ordinal) };

    private static JsonSchemaType TypeOf(Type type) => type == typeof(bool) ? JsonSchemaType.Boolean : JsonSchemaType.String;

    private static bool IsNullable(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && property.IsGetNullable);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
