namespace LeadSail.Simulator;

/// <summary>The key check of the imitated API: any key will do, but one there must be.</summary>
internal static class ApiKey
{
    public static bool IsIn(HttpRequest request) => !string.IsNullOrWhiteSpace(request.Headers["xi-api-key"].ToString());

    /// <summary>Answers 401 to requests without a key.</summary>
    public static async ValueTask<object?> Require(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsIn(context.HttpContext.Request) ? await next(context) : ApiErrors.NoKey.ToResult();
}
