using LeadSail.Console.Api;
using LeadSail.Console.Feed;
using LeadSail.Console.Feedback;
using LeadSail.Console.Sessions;
using LeadSail.Console.Shell;
using LeadSail.Console.Times;

namespace LeadSail.Console;

/// <summary>The operator's console: Blazor pages at <c>/</c>, which ask the product's own API.</summary>
internal static class ConsoleSetup
{
    /// <summary>Own scripts and styles only, no frames, no plugins.</summary>
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = 1024 * 1024); // a prompt of 100,000 characters is edited in one field
        services.AddCascadingAuthenticationState();
        services.AddSessions();
        services.AddSingleton<Pipeline>();
        services.AddSingleton<ChangeFeed>();
        services.AddScoped<ApiClient>();
        services.AddScoped<Viewer>();
        services.AddSingleton<Ticks>();
        services.AddScoped<Toasts>();
    }

    /// <summary>Before all that answers: sessions, and headers on every page.</summary>
    public static void UseConsole(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                if (headers.ContentType.ToString().StartsWith("text/html", StringComparison.Ordinal))
                {
                    headers.ContentSecurityPolicy = ContentSecurity;
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            }, context);
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapConsole(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapSignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
    }
}
