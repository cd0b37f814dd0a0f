using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>Verifies and reads the webhooks of one provider.</summary>
public interface IVoiceWebhookReceiver
{
    /// <summary>The provider's name, as in <see cref="IVoiceProvider.Key"/>.</summary>
    string Key { get; }

    /// <summary>What the signature header tells by itself, before a body is read for it: <see cref="SignatureVerdict.Valid"/> when the body decides.</summary>
    /// <param name="signature">The signature header's value; null when it is missing.</param>
    /// <param name="now">The instant to compare the signed time with.</param>
    SignatureVerdict CheckHeader(string? signature, DateTimeOffset now);

    /// <summary>Checks the signature over the raw body, in constant time, against every configured secret.</summary>
    /// <param name="signature">The signature header's value; null when it is missing.</param>
    /// <param name="body">The raw bytes as they came.</param>
    /// <param name="now">The instant to compare the signed time with.</param>
    SignatureVerdict Verify(string? signature, ReadOnlySpan<byte> body, DateTimeOffset now);

    /// <summary>Reads a verified body.</summary>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    VoiceEvent Read(ReadOnlyMemory<byte> body);
}

/// <summary>What a signature check says.</summary>
public enum SignatureVerdict
{
    /// <summary>Signed by a configured secret, in time.</summary>
    Valid,

    /// <summary>No signature header.</summary>
    Missing,

    /// <summary>Not of the form that the provider documents.</summary>
    Malformed,

    /// <summary>Signed over 60 minutes ago.</summary>
    Stale,

    /// <summary>Signed over 5 minutes ahead.</summary>
    FromFuture,

    /// <summary>No configured secret gives this signature.</summary>
    Mismatch,
}

/// <summary>One event out of a provider's webhook.</summary>
/// <param name="Type">The provider's own name of it; empty when there is none.</param>
/// <param name="ConversationId">Empty when the event names none.</param>
/// <param name="Report">What it says of a call; null when it says nothing that we use (audio, unknown types).</param>
public sealed record VoiceEvent(string Type, string ConversationId, CallReport? Report);
