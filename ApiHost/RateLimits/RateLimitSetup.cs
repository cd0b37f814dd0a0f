using Microsoft.Extensions.Options;

namespace LeadSail.RateLimits;

/// <summary>Registers the limits, and has requests pass them.</summary>
internal static class RateLimitSetup
{
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsCheck>();
        services.AddOptions<RateLimitOptions>().Bind(builder.Configuration.GetSection(RateLimitOptions.Section)).ValidateOnStart();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<RequestRoom>();
    }

    /// <summary>Comes before the gate: who waits for room costs nothing but the wait.</summary>
    public static void UseRequestRoom(this WebApplication app) => app.Use((context, next) => app.Services.GetRequiredService<RequestRoom>().ServeAsync(context, next));

    /// <summary>Requests of the group take room.</summary>
    public static RouteGroupBuilder TakeRoom(this RouteGroupBuilder group, bool forWebhooks = false) => group.WithMetadata(new TakesRoom(forWebhooks));
}
