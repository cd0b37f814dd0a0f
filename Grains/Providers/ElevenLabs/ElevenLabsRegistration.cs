using LeadSail.Providers.ElevenLabs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LeadSail.Providers;

/// <summary>Adds ElevenLabs to a host.</summary>
public static class ElevenLabsRegistration
{
    /// <summary>The name of the HTTP client, for those who must route it elsewhere.</summary>
    public const string HttpClientName = "elevenlabs";

    private const int MaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>Registers the provider and its webhook receiver, with the options of section <c>Providers:ElevenLabs</c>, checked at start.</summary>
    public static IServiceCollection AddElevenLabs(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ElevenLabsOptions>, ElevenLabsOptionsValidator>();
        services.AddOptions<ElevenLabsOptions>().Bind(configuration.GetSection(ElevenLabsOptions.Section)).ValidateOnStart();
        services.AddHttpClient<ElevenLabsClient>(HttpClientName, Configure)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<IVoiceProvider, ElevenLabsProvider>();
        services.AddSingleton<IVoiceWebhookReceiver, ElevenLabsWebhookReceiver>();
        return services;
    }

    private static void Configure(IServiceProvider services, HttpClient http)
    {
        var options = services.GetRequiredService<IOptions<ElevenLabsOptions>>().Value;
        http.BaseAddress = new Uri(options.BaseUrl.TrimEnd('/') + "/");
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.MaxResponseContentBufferSize = MaxBodyBytes;
        if (options.ApiKey.Length > 0)
            http.DefaultRequestHeaders.Add("xi-api-key", options.ApiKey);
    }

    /// <summary>
    /// Nothing in here may send a request twice. A redirect would (307), so it is off; a stale connection might cost a start request its
    /// certainty, so idle ones are given up early.
    /// </summary>
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
