using Microsoft.Extensions.Options;

namespace LeadSail.Recordings;

/// <summary>Registers the recordings.</summary>
internal static class RecordingRegistration
{
    public static void AddRecordings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsCheck>();
        services.AddOptions<RecordingOptions>().Bind(builder.Configuration.GetSection(RecordingOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<RecordingOptions>>().Value;
            var path = Path.GetFullPath(options.Path, provider.GetRequiredService<IHostEnvironment>().ContentRootPath);
            return new RecordingFolder(path, options.CacheMegabytes * 1_000_000L, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<RecordingCache>();
        services.AddSingleton<IRecordings>(provider => provider.GetRequiredService<RecordingCache>());
        services.AddSingleton<RecordingService>();
        services.AddHostedService(provider => provider.GetRequiredService<RecordingService>());
    }
}
