using LeadSail.Http;
using LeadSail.Idempotency;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>The codes with which a route answers 422.</summary>
/// <param name="Codes">Each is one of <see cref="LeadSail.Codes"/>.</param>
internal sealed record RefusalDetail(params string[] Codes);

/// <summary>What the answers of an operation carry beyond their bodies' shapes: headers, codes, and one that was really given.</summary>
internal static class ResponseDetails
{
    /// <summary>Adds them.</summary>
    public static void Add(OpenApiOperation operation, EndpointMetadataCollection route)
    {
        foreach (var (status, response) in (operation.Responses ?? []).Select(each => (each.Key, (OpenApiResponse)each.Value)))
        {
            if (Headers(status, route) is { Length: > 0 } headers)
            {
                response.Headers = headers.ToDictionary(header => header.Name, IOpenApiHeader (header) => new OpenApiHeader
                {
                    Description = header.Description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            if (CodesOf(status, route) is { Length: > 0 } codes)
            {
                response.Description = string.Join(", ", codes.Select(code => $"`{code}`"));
            }
            else if (response.Content?.TryGetValue("application/json", out var body) == true)
            {
                body.Example = Examples.AnswerOf(operation.OperationId!, status);
            }
        }
    }

    private static (string Name, string Description)[] Headers(string status, EndpointMetadataCollection route)
    {
        var version = ("ETag", "The version, for If-Match.");
        var location = ("Location", "Where to read it.");
        var isVersioned = route.GetMetadata<VersionedDetail>() is not null;
        (string, string)[] own = status switch
        {
            "200" when isVersioned => [version],
            "201" when isVersioned => [location, version],
            "201" or "202" => [location],
            "429" or "503" => [("Retry-After", "Seconds to wait.")],
            _ => [],
        };
        return status[0] == '2' && route.GetMetadata<TakesIdempotencyKey>() is not null
            ? [.. own, (IdempotencyKey.Replayed, "true when it is the answer of an earlier request under the same Idempotency-Key.")] : own;
    }

    private static string[] CodesOf(string status, EndpointMetadataCollection route) => status switch
    {
        "400" or "412" or "416" => [Codes.ValidationError],
        "401" => [Codes.Unauthorized],
        "403" => [Codes.Forbidden],
        "404" => [Codes.NotFound],
        "409" => Conflicts(route),
        "413" => [Codes.PayloadTooLarge],
        "415" => [Codes.UnsupportedMediaType],
        "422" => route.GetMetadata<RefusalDetail>()?.Codes ?? [],
        "429" => [Codes.RateLimited],
        "500" => [Codes.InternalError],
        "503" => [Codes.Unavailable],
        _ => [],
    };

    private static string[] Conflicts(EndpointMetadataCollection route)
    {
        var isRefusal = route.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == StatusCodes.Status409Conflict && answer.Type == typeof(RefusalEnvelope));
        var own = isRefusal ? Codes.CallInProgress : Codes.Conflict;
        return route.GetMetadata<TakesIdempotencyKey>() switch
        {
            null => [own],
            { HasOwnConflict: true } => [own, Codes.IdempotencyConflict],
            _ => [Codes.IdempotencyConflict],
        };
    }
}
