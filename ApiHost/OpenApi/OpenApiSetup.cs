using LeadSail.ApiKeys;
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
            var (method, route) = (context.Description.HttpMethod!, new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata));
            operation.OperationId = NameOf(method, context.Description.RelativePath!);
            operation.Description = "Needs no key.";
            OperationDetails.Add(operation, route);
            ResponseDetails.Add(operation, route);
            if (ApiKeyGate.ScopeOf(route, method) is { } scope)
            {
                operation.Description = $"Needs a key with the scope `{Enums.Name(scope)}`.";
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LeadSail Voice",
                Version = "1",
                Description = "Leads, campaigns and AI phone calls. Every answer is an envelope: success with data, or an error with code, message and details. "
                    + "A path that is none is 404 `NOT_FOUND`, a method that a path does not know 405 `METHOD_NOT_ALLOWED`. What is no HTTP, a path with a NUL in it for one, is 400 without a body.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }]; // where the document is
            document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" });
            await OutgoingWebhooks.Add(document, context, cancellationToken);
            BodyDirections.Tell(document);
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
