using LeadSail.Http;
using LeadSail.OpenApi;
using Microsoft.OpenApi;

namespace LeadSail.Idempotency;

/// <summary><c>Idempotency-Key</c> on every POST of the API.</summary>
internal static class IdempotencySetup
{
    private const string Description =
        "1–255 visible ASCII characters, e.g. a UUID. The same request under the same key gives the first answer again for 24 hours, with the header Idempotency-Replayed: true; another request under it is 409 "
        + "IDEMPOTENCY_CONFLICT. A repeat waits while the first one runs. Answers that are not final (401, 403, 408, 429, 5xx) are not kept: then the request runs again, and whatever it had made is made once.";

    private static readonly int[] Failures = [StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge];

    public static void AddIdempotency(this IServiceCollection services)
    {
        services.AddSingleton<RequestIds>();
        services.AddSingleton<IIds>(provider => provider.GetRequiredService<RequestIds>());
        services.AddSingleton<IdempotentRequests>();
        services.AddHostedService<IdempotencyPurge>();
    }

    /// <summary>Comes behind the gate: whose key it is must be known.</summary>
    public static void UseIdempotency(this WebApplication app)
    {
        var requests = app.Services.GetRequiredService<IdempotentRequests>();
        app.Use((context, next) => context.GetEndpoint()?.Metadata.GetMetadata<TakesIdempotencyKey>() is not null && IdempotencyKey.Of(context.Request) is { } key
            ? requests.ServeAsync(context, next, key)
            : next(context));
    }

    /// <summary>Lets every POST of the group take the header, and says so in the document.</summary>
    public static RouteGroupBuilder TakeIdempotencyKeys(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(route =>
        {
            if (route.Metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains(HttpMethods.Post)))
            {
                route.Metadata.Add(new TakesIdempotencyKey(Has(route, StatusCodes.Status409Conflict)));
                route.Metadata.Add(new ParameterDetail(IdempotencyKey.Header, Description, In: ParameterLocation.Header) { MinLength = 1, MaxLength = IdempotencyKey.Longest, Pattern = "^[!-~]+$" });
                foreach (var status in Failures.Where(status => !Has(route, status)))
                {
                    route.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ErrorEnvelope), ["application/json"]));
                }
            }
        });
        return group;
    }

    private static bool Has(EndpointBuilder route, int status) => route.Metadata.OfType<ProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == status);
}

/// <summary>The route takes an <c>Idempotency-Key</c>; its answers may be repeated ones.</summary>
/// <param name="HasOwnConflict">Whether it answers 409 for reasons of its own, too.</param>
internal sealed record TakesIdempotencyKey(bool HasOwnConflict);
