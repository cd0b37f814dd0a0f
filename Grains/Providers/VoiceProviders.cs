namespace LeadSail.Providers;

/// <summary>The providers that this process knows, by name.</summary>
public sealed class VoiceProviders(IEnumerable<IVoiceProvider> providers)
{
    /// <summary>All of them.</summary>
    public IEnumerable<IVoiceProvider> All => byKey.Values;

    private readonly Dictionary<string, IVoiceProvider> byKey = providers.ToDictionary(provider => provider.Key, StringComparer.Ordinal);

    /// <summary>The provider of a name; null when there is none.</summary>
    public IVoiceProvider? Find(string key) => byKey.GetValueOrDefault(key);
}
