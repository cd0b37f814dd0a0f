using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Queries;
using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>A parameter in query or header that an endpoint reads by itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Type">Its type.</param>
/// <param name="In">Where it stands.</param>
internal sealed record ParameterDetail(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String, ParameterLocation In = ParameterLocation.Query)
{
    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public string? Format { get; init; }

    public IEnumerable<string>? Values { get; init; }

    public object? Default { get; init; }

    /// <summary>Whether it is several, separated by commas.</summary>
    public bool IsList { get; init; }
}

/// <summary>Successful answers carry the version as <c>ETag</c>.</summary>
internal sealed record VersionedDetail;

/// <summary>The body is JSON of another's making, whatever it calls itself.</summary>
internal sealed record AnyJsonDetail;

/// <summary>The body is <c>multipart/form-data</c> with a file.</summary>
/// <param name="Field">The form's field.</param>
/// <param name="Description">What the file is.</param>
internal sealed record FileDetail(string Field, string Description)
{
    /// <summary>What else the form has.</summary>
    public IReadOnlyList<TextDetail> Others { get; init; } = [];

    /// <summary>A file as somebody would send it.</summary>
    public required string Example { get; init; }
}

/// <summary>A text in a form.</summary>
/// <param name="Field">The form's field.</param>
/// <param name="Description">What it does.</param>
internal sealed record TextDetail(string Field, string Description)
{
    public bool IsRequired { get; init; }

    public int? MaxLength { get; init; }

    public IEnumerable<string>? Values { get; init; }

    /// <summary>As somebody would send it; null when they would leave it out.</summary>
    public string? Example { get; init; }
}

/// <summary>A body as somebody would send it.</summary>
/// <param name="Body">Written as JSON, without nulls.</param>
internal sealed record ExampleDetail(object Body);

/// <summary>What endpoints say of themselves beyond what the framework reads out of them.</summary>
internal static class OperationDetails
{
    /// <summary>Adds parameters, bodies and examples.</summary>
    public static void Add(OpenApiOperation operation, EndpointMetadataCollection route)
    {
        foreach (var parameter in route.GetOrderedMetadata<ParameterDetail>())
        {
            (operation.Parameters ??= []).Add(Parameter(parameter));
        }

        if (route.GetMetadata<AnyJsonDetail>() is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } },
            };
        }

        if (route.GetMetadata<FileDetail>() is { } file)
        {
            operation.RequestBody = FormOf(file);
        }

        if (route.GetMetadata<ExampleDetail>() is { } example && JsonOf(operation) is { } body)
        {
            body.Example = JsonSerializer.SerializeToNode(example.Body, Json.Options);
        }
    }

    /// <summary>The JSON body of an operation; null when it has none.</summary>
    public static OpenApiMediaType? JsonOf(OpenApiOperation operation) =>
        operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var body) ? body : null;

    private static OpenApiRequestBody FormOf(FileDetail file) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>([file.Field, .. file.Others.Where(text => text.IsRequired).Select(text => text.Field)], StringComparer.Ordinal),
                    Properties = new Dictionary<string, IOpenApiSchema>(file.Others.Select(text => KeyValuePair.Create(text.Field, SchemaOf(text))), StringComparer.Ordinal)
                    {
                        [file.Field] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = file.Description },
                    },
                },
                Example = new JsonObject([
                    .. file.Others.Where(text => text.Example is not null).Select(text => KeyValuePair.Create(text.Field, (JsonNode?)text.Example)), KeyValuePair.Create(file.Field, (JsonNode?)file.Example),
                ]),
            },
        },
    };

    private static IOpenApiSchema SchemaOf(TextDetail text) => new OpenApiSchema
    {
        Type = JsonSchemaType.String, Description = text.Description, MaxLength = text.MaxLength, Enum = text.Values?.Select(value => (JsonNode)value).ToList(),
    };

    private static OpenApiParameter Parameter(ParameterDetail detail) => new()
    {
        Name = detail.Name,
        In = detail.In,
        Description = detail.Description,
        Explode = !detail.IsList,
        Schema = detail.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, MaxItems = QueryValues.MostItems, Items = SchemaOf(detail) } : SchemaOf(detail),
    };

    private static OpenApiSchema SchemaOf(ParameterDetail detail) => new()
    {
        Type = detail.Type,
        Minimum = detail.Minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = detail.Maximum?.ToString(CultureInfo.InvariantCulture),
        MinLength = detail.MinLength,
        MaxLength = detail.MaxLength ?? (detail is { Type: JsonSchemaType.String, In: ParameterLocation.Query, Values: null, Format: null } ? QueryValues.LongestText : null),
        Pattern = detail.Pattern,
        Format = detail.Format,
        Enum = detail.Values?.Select(value => (JsonNode)value).ToList(),
        Default = detail.Default is null ? null : JsonSerializer.SerializeToNode(detail.Default),
    };
}
