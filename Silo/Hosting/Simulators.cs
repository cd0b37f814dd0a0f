using Microsoft.Extensions.Configuration;

namespace LeadSail.Hosting;

/// <summary>What processes know of flight simulators that stand in for the provider.</summary>
public static class Simulators
{
    /// <summary>Where a simulator imitates the provider's API on its host.</summary>
    public const string Path = "/simulator/elevenlabs";

    /// <summary>The key for a simulator, which takes any.</summary>
    public const string Key = "simulator";

    private const string KeySetting = "Providers:ElevenLabs:ApiKey";

    /// <summary>Whether the configuration names a provider: a key, or a simulator in another process, whose key is then set.</summary>
    public static bool NamesProvider(this IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[KeySetting]) && configuration["Providers:ElevenLabs:BaseUrl"] is { } baseUrl && baseUrl.TrimEnd('/').EndsWith(Path, StringComparison.Ordinal))
        {
            configuration[KeySetting] = Key;
        }

        return !string.IsNullOrEmpty(configuration[KeySetting]);
    }
}
