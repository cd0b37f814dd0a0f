namespace LeadSail.Console.Api;

/// <summary>
/// What serves the product's HTTP requests, open to the process itself: the console asks the same API as everybody else, through the
/// same routes, checks and scopes, without a socket in between.
/// </summary>
internal sealed class Pipeline
{
    private RequestDelegate? serve;

    /// <summary>Remembers all that comes behind this place of the pipeline.</summary>
    public static void Capture(WebApplication app) => app.Use(next => app.Services.GetRequiredService<Pipeline>().serve = next);

    /// <summary>Serves a request.</summary>
    /// <exception cref="InvalidOperationException">The host was not started yet.</exception>
    public Task ServeAsync(HttpContext context) => (serve ?? throw new InvalidOperationException("The host does not serve yet."))(context);
}
