namespace LeadSail.Storage;

/// <summary>Reads what grains have committed, without waking them: for decisions over another life's last word, and for the API.</summary>
public interface IStateReader
{
    /// <summary>The committed state of one grain; null when it was never stored.</summary>
    /// <param name="grainType">The grain type's name, e.g. <c>call</c>.</param>
    /// <param name="key">The grain's key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<T?> ReadAsync<T>(string grainType, string key, CancellationToken cancellationToken = default) where T : class;

    /// <summary>The committed states of many grains of one type, by key; one that was never stored is left out.</summary>
    /// <param name="grainType">The grain type's name.</param>
    /// <param name="keys">The grains' keys; up to <see cref="MostRead"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyDictionary<string, T>> ReadManyAsync<T>(string grainType, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) where T : class;

    /// <summary>How many states are read at once.</summary>
    const int MostRead = 500;

    /// <summary>The calls whose row says that they hold a slot of the line, of one organization.</summary>
    /// <returns>Interaction ids, in order.</returns>
    Task<IReadOnlyList<string>> CallsHoldingLineAsync(string organizationId, string provider, CancellationToken cancellationToken = default);

    /// <summary>Every call of a lead, dialled or not.</summary>
    /// <returns>Interaction ids, in order.</returns>
    Task<IReadOnlyList<string>> CallsOfLeadAsync(string organizationId, string leadId, CancellationToken cancellationToken = default);

    /// <summary>Where a conversation's call lives: by the provider's id of the conversation, else by our own interaction id; null when there is none.</summary>
    /// <returns>The call's grain key.</returns>
    Task<string?> FindCallAsync(string provider, string conversationId, string? interactionId, CancellationToken cancellationToken = default);

    /// <summary>The calls to a number by one of the provider's agents that were sent to the provider and have no conversation yet, of all organizations.</summary>
    /// <returns>The calls' grain keys, in order.</returns>
    Task<IReadOnlyList<string>> CallsStartingAsync(string provider, string providerAgentId, string phone, CancellationToken cancellationToken = default);

    /// <summary>The calls that came in from a number and are not over, of all organizations.</summary>
    /// <returns>The calls' grain keys, in order.</returns>
    Task<IReadOnlyList<string>> CallsAnsweredAsync(string provider, string phone, CancellationToken cancellationToken = default);
}
