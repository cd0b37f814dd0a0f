using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace LeadSail.Console.Sessions;

/// <summary>The session cookie: HttpOnly, SameSite, sealed, gone after 12 hours without use.</summary>
internal static class SessionSetup
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    public static void AddSessions(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("leadsail");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SessionKeys>();
        services.AddSingleton<DemoTickets>();
        services.AddSingleton<OpenSessions>();
        services.AddScoped<OperatorSession>();
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "leadsail-form";
            antiforgery.FormFieldName = "form";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication(OperatorPrincipal.Scheme).AddCookie(OperatorPrincipal.Scheme, cookie =>
        {
            cookie.Cookie.Name = "leadsail";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Lasts;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = Validate;
        });
    }

    /// <summary>A cookie is as good as the key that signed in.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<OpenSessions>();
        if (await sessions.FindAsync(context.Principal!, context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(OperatorPrincipal.Scheme);
        }
    }
}
