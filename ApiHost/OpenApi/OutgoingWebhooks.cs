using LeadSail.Deliveries;
using LeadSail.Interactions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>What is sent to receivers: an entry for every event, with its body, the signature, and one that was really sent.</summary>
internal static class OutgoingWebhooks
{
    private static readonly (string Event, string Summary)[] Summaries =
    [
        (OutgoingEvent.CallStarted, "A call is being dialled, or comes in"),
        (OutgoingEvent.CallCompleted, "A call is over, whatever came of it"),
        (OutgoingEvent.LeadStatusChanged, "A lead has another status"),
        (OutgoingEvent.LeadDnc, "A lead must not be phoned any more"),
        (OutgoingEvent.LeadFirstSubmissionAction, "A first submission action begins"),
        (OutgoingEvent.PostCall, "A call is over, and this step's turn has come"),
    ];

    /// <summary>Adds them to the document.</summary>
    public static async Task Add(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var payload = await context.GetOrCreateSchemaAsync(typeof(WebhookPayload), null, cancellationToken);
        payload.Properties!["interaction"] = new OpenApiSchema // the framework would write it out once more
        {
            OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchemaReference(nameof(InteractionView), document)],
        };
        document.AddComponent(nameof(WebhookPayload), payload);
        document.Webhooks = Summaries.ToDictionary(told => told.Event, IOpenApiPathItem (told) => new OpenApiPathItem
        {
            Operations = new() { [HttpMethod.Post] = Operation(document, told.Event, told.Summary) },
        });
    }

    private static OpenApiOperation Operation(OpenApiDocument document, string name, string summary) => new()
    {
        OperationId = $"on_{name.Replace('.', '_')}",
        Summary = summary,
        Description = "At least once, in no order: `eventId` is the same however often it is sent.",
        Tags = new HashSet<OpenApiTagReference> { new("Webhooks", document) },
        Parameters =
        [
            new OpenApiParameter
            {
                Name = WebhookSecret.Header, In = ParameterLocation.Header, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Description = "`t=<unix seconds>,v1=<hex>`, the HMAC-SHA256 of `<t>.<body>` with the organization's secret; for a day after a rotation, a `v1` of the old one beside it.",
            },
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(nameof(WebhookPayload), document), Example = Examples.SentOf(name) },
            },
        },
        Responses = new()
        {
            ["2XX"] = new OpenApiResponse { Description = "Taken." },
            ["default"] = new OpenApiResponse { Description = "Not taken: sent again until the attempts are used up. Redirects are not followed." },
        },
    };
}
