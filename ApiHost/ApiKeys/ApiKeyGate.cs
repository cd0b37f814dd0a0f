using LeadSail.Console.Sessions;
using LeadSail.Http;
using LeadSail.RateLimits;

namespace LeadSail.ApiKeys;

/// <summary>Lets a request of <c>/api/v1</c> pass if its key may do what it asks: GET and what changes nothing need <c>read</c>, the rest <c>write</c>, what says so <c>admin</c>.</summary>
public static class ApiKeyGate
{
    /// <summary>Guards a group of routes.</summary>
    public static RouteGroupBuilder RequireApiKey(this RouteGroupBuilder group)
    {
        return group.WithMetadata(new NeedsApiKey());
    }

    /// <summary>Marks a route that only an <c>admin</c> key may use.</summary>
    public static RouteHandlerBuilder RequireAdmin(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsAdmin());

    /// <summary>Marks a route that changes nothing, whatever its method: a <c>read</c> key may use it.</summary>
    public static RouteHandlerBuilder ChangesNothing(this RouteHandlerBuilder route) => route.WithMetadata(new NeedsRead());

    /// <summary>Runs the guard, before any body is read.</summary>
    public static void UseApiKeyGate(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (ScopeOf(context.GetEndpoint()?.Metadata, context.Request.Method) is { } needed)
        {
            await Admit(context, needed);
        }

        await next(context);
    });

    /// <summary>The scope that a key must have for a route; null when it asks for no key.</summary>
    internal static Scope? ScopeOf(EndpointMetadataCollection? route, string method) => route?.GetMetadata<NeedsApiKey>() is null ? null
        : route.GetMetadata<NeedsAdmin>() is not null ? Scope.Admin
        : route.GetMetadata<NeedsRead>() is not null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Scope.Read
        : Scope.Write;

    private static async Task Admit(HttpContext context, Scope needed)
    {
        var rates = context.RequestServices.GetRequiredService<RequestRates>();
        if ((context.Features.Get<Caller>() ?? await Find(context)) is not { } caller)
        {
            rates.CountStranger(context);
            throw RequestException.Of(StatusCodes.Status401Unauthorized, Codes.Unauthorized, "Authentication required");
        }

        if (!caller.IsOperator)
        {
            rates.Count(caller);
        }

        if (!caller.Scopes.Contains(needed))
        {
            throw RequestException.Of(StatusCodes.Status403Forbidden, Codes.Forbidden, $"This key lacks the scope {Enums.Name(needed)}.");
        }

        context.Features.Set(caller);
    }

    /// <summary>The key in the header; for what the console's pages load by themselves, recordings, the session's. A cookie alone changes nothing: others' pages can send it.</summary>
    private static async Task<Caller?> Find(HttpContext context)
    {
        var key = context.Request.Headers["X-API-Key"].ToString();
        var services = context.RequestServices;
        return key.Length > 0 ? key.Length > 200 ? null : await services.GetRequiredService<ApiKeyStore>().FindAsync(key, context.RequestAborted)
            : HttpMethods.IsGet(context.Request.Method) ? await services.GetRequiredService<OpenSessions>().FindAsync(context.User, context.RequestAborted)
            : null;
    }

    private sealed record NeedsApiKey;

    private sealed record NeedsAdmin;

    private sealed record NeedsRead;
}
