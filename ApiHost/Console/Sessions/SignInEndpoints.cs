using LeadSail.ApiKeys;
using LeadSail.RateLimits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace LeadSail.Console.Sessions;

/// <summary>Signing in with an API key, and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").AllowAnonymous().ExcludeFromDescription();
        session.MapPost("/", SignIn);
        session.MapGet("/ticket/{ticket}", UseTicket);
        session.MapPost("/end", SignOut);
    }

    private static async Task<IResult> SignIn(HttpContext context, IAntiforgery antiforgery, ApiKeyStore keys, RequestRates rates)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (key, to) = (form["key"].ToString().Trim(), Local(form["returnUrl"]));
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Redirect($"/sign-in?fault=expired&returnUrl={Uri.EscapeDataString(to)}");
        }

        var caller = key.Length is 0 or > 200 ? null : await keys.FindAsync(key, context.RequestAborted);
        if (caller is null)
        {
            rates.CountStranger(context);
            return Results.Redirect($"/sign-in?fault=key&returnUrl={Uri.EscapeDataString(to)}");
        }

        return await Enter(context, caller, to);
    }

    private static async Task<IResult> UseTicket(string ticket, HttpContext context, DemoTickets tickets) =>
        tickets.Use(ticket) is { } caller ? await Enter(context, caller, "/") : Results.Redirect("/sign-in?fault=ticket");

    /// <summary>Asks for no token of the page: it may be of an older session, and then nobody could leave. Browsers tell whether another site asks.</summary>
    private static async Task<IResult> SignOut(HttpContext context, OpenSessions sessions)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin")
        {
            sessions.End(context.User);
            await context.SignOutAsync(OperatorPrincipal.Scheme);
        }

        return Results.Redirect("/sign-in");
    }

    private static async Task<IResult> Enter(HttpContext context, Caller caller, string to)
    {
        await context.SignInAsync(OperatorPrincipal.Scheme, OperatorPrincipal.Of(caller));
        return Results.Redirect(to);
    }

    /// <summary>A path of ours, whatever was sent. Browsers leave control characters out, and what follows them could be another host's.</summary>
    private static string Local(string? path) => path is "/" or ['/', not ('/' or '\\'), ..] && path.All(letter => letter is > ' ' and <= '~') ? path : "/";
}
