using LeadSail.OpenApi;

namespace LeadSail.Http;

/// <summary>What routes have in common.</summary>
internal static class RouteExtensions
{
    /// <summary>The error statuses that a route may answer, for the OpenAPI document.</summary>
    public static T Fails<T>(this T route, params ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder => route.Fails(typeof(ErrorEnvelope), statuses);

    /// <summary>The error statuses with which a route may refuse what the rules forbid.</summary>
    public static T Refuses<T>(this T route, params ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder => route.Fails(typeof(RefusalEnvelope), statuses);

    /// <summary>A body as somebody would send it, for the OpenAPI document.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, object body) => route.WithMetadata(new ExampleDetail(body));

    /// <summary>Says that successful answers carry the version as ETag.</summary>
    public static RouteHandlerBuilder Versioned(this RouteHandlerBuilder route) => route.WithMetadata(new VersionedDetail());

    private static T Fails<T>(this T route, Type body, ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, body, ["application/json"]));
        }

        return route;
    }
}
