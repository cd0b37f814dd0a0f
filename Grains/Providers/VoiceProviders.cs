namespace LeadSail.Providers;

/// <summary>The providers that this process knows, by name.</summary>
public sealed class VoiceProviders(IEnumerable<IVoiceProvider> providers)
{
    private readonly Dictionary<string, IVoiceProvider> byKey = providers.ToDictionary(provider => provider.Key, StringComparer.Ordinal);

    /// <summary>The provider of a name; null when there is none.</summary>
    public IVoiceProvider? Find(string key) => byKey.GetValueOrDefault(key);
}
