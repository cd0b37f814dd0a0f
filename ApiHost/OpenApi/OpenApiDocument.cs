using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, made from the endpoints and the types they read and write.</summary>
internal static class OpenApiDocumentSetup
{
    private const string Scheme = "ApiKeyAuth";

    public static void AddLeadSailOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LeadSail Voice",
                Version = "1",
                Description = "Leads, campaigns and AI phone calls. Every answer is an envelope: success with data, or an error with code, message and details.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.RelativePath is { } path && path.StartsWith("api/", StringComparison.Ordinal) && !path.Contains("webhooks/elevenlabs", StringComparison.Ordinal))
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(JsonText) || context.JsonTypeInfo.Type == typeof(JsonText?))
            {
                schema.Type = null;
                schema.Properties = null;
                schema.Required = null;
                schema.Description = "Any JSON value.";
            }
            else if (context.JsonTypeInfo.Type is { IsEnum: true } type)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
            }

            return Task.CompletedTask;
        });
    });

    public static void MapLeadSailOpenApi(this WebApplication app) => app.MapOpenApi();
}
