using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>, made from the endpoints and the types they read and write.</summary>
internal static class OpenApiSetup
{
    private const string Scheme = "ApiKeyAuth";

    public static void AddLeadSailOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = SchemaShapes.ReferenceIdOf;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaShapes.Refine(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            OperationDetails.Add(operation, context.Description.ActionDescriptor.EndpointMetadata);
            operation.OperationId = NameOf(context.Description.HttpMethod!, context.Description.RelativePath!);
            if (context.Description.RelativePath is { } path && path.StartsWith("api/", StringComparison.Ordinal) && !path.Contains("webhooks/elevenlabs", StringComparison.Ordinal))
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LeadSail Voice",
                Version = "1",
                Description = "Leads, campaigns and AI phone calls. Every answer is an envelope: success with data, or an error with code, message and details.",
            };
            document.Servers = [];
            document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" });
            BodyDirections.Tell(document);
            return Task.CompletedTask;
        });
    });

    /// <summary>What a generated client calls an operation: <c>get_leads_leadId_events</c>.</summary>
    private static string NameOf(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part is "api" or "v1").Select(part => part.Trim('{', '}').Replace('-', '_'));
        return string.Join('_', parts.Prepend(method.ToLowerInvariant()));
    }

    public static void MapLeadSailOpenApi(this WebApplication app) => app.MapOpenApi();
}
