using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>
/// A service that places calls and talks. Implementations never repeat a start request by themselves:
/// no provider has an idempotency key, so a repeat would ring twice.
/// </summary>
public interface IVoiceProvider
{
    /// <summary>The provider's name in settings and rows, e.g. <c>elevenlabs</c>.</summary>
    string Key { get; }

    /// <summary>Starts one call. Never throws for anything the provider or the network does: the result says it.</summary>
    Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken);

    /// <summary>What the provider knows of a conversation; null when it knows none of that id.</summary>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked.</exception>
    Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>The conversations that carry our attempt id; for a start whose fate is unknown.</summary>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked.</exception>
    Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken);

    /// <summary>The conversations that began at an instant or later, ours and others.</summary>
    /// <returns>The provider's ids of them.</returns>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked.</exception>
    Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Opens the recording as a stream; null when there is none.</summary>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked.</exception>
    Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>The phone numbers that the provider can call from.</summary>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked.</exception>
    Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken);
}

/// <summary>The provider could not be asked: no connection, a time-out, or an answer that says so. Asking again later may work.</summary>
public sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it is our credentials that the provider refuses: asking again will not help before somebody changes them.</summary>
    public bool IsCredentials { get; init; }
}

/// <summary>Audio of a call. The owner disposes it.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">E.g. <c>audio/mpeg</c>.</param>
/// <param name="Length">How many bytes; null when the provider does not say.</param>
public sealed record Recording(Stream Content, string ContentType, long? Length = null) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>A number at the provider.</summary>
/// <param name="ProviderPhoneNumberId">The provider's id of it.</param>
/// <param name="PhoneNumber">E.164.</param>
/// <param name="Label">The name it has there.</param>
/// <param name="Transport"><c>twilio</c> or <c>sip_trunk</c>: which start request serves it.</param>
public sealed record ProviderNumber(string ProviderPhoneNumberId, string PhoneNumber, string Label, string Transport);
