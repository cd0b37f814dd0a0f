using LeadSail.OpenApi;

namespace LeadSail.Http;

/// <summary>What routes have in common.</summary>
internal static class RouteExtensions
{
    /// <summary>The error statuses that a route may answer, for the OpenAPI document.</summary>
    public static T Fails<T>(this T route, params ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder => route.Fails(typeof(ErrorEnvelope), statuses);

    /// <summary>The error statuses with which a route may refuse what the rules forbid.</summary>
    public static T Refuses<T>(this T route, params ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder => route.Fails(typeof(RefusalEnvelope), statuses);

    /// <summary>422 with one of these codes, in the shape of what the rules forbid; never when there are none.</summary>
    public static RouteHandlerBuilder RefusesWith(this RouteHandlerBuilder route, params string[] codes) =>
        codes.Length == 0 ? route : route.Refuses(StatusCodes.Status422UnprocessableEntity).WithMetadata(new RefusalDetail(codes));

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
