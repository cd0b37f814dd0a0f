using LeadSail.ApiKeys;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Http;

/// <summary>What routes have in common.</summary>
internal static class RouteExtensions
{
    /// <summary>The error statuses that a route may answer, for the OpenAPI document; 401 and 403 hold for all.</summary>
    public static T Fails<T>(this T route, params ReadOnlySpan<int> statuses) where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorEnvelope), ["application/json"]));
        }

        return route;
    }

    /// <summary>404 unless a grain of this id has a state.</summary>
    public static async Task MustExist(this IStateReader states, string grainType, Caller caller, string id, CancellationToken cancellationToken)
    {
        if (await states.ReadAsync<object>(grainType, GrainKeys.Of(caller.OrganizationId, id), cancellationToken) is null)
        {
            throw RequestException.NotFound();
        }
    }
}
