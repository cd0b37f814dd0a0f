using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadSail.Inbound;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>
/// The inbound personalisation webhook (https://elevenlabs.io/docs/agents-platform/customization/personalization/twilio-personalization): what ElevenLabs asks while a call comes in, and what it
/// is answered. It is not signed; a header that is set at ElevenLabs carries our secret.
/// </summary>
public static class InboundExchange
{
    /// <summary>The header of the secret.</summary>
    public const string SecretHeader = "X-Inbound-Secret";

    /// <summary>Whether a request carries the secret that is set; where none is set, none does.</summary>
    public static bool Knows(ElevenLabsOptions options, string? given) => options.InboundSecret.Length > 0 && given is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(options.InboundSecret)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    /// <summary>Reads a request; null when it names no number that was called.</summary>
    public static InboundRing? Read(JsonElement body) => Short(body.At("called_number")) is { } called
        ? new("elevenlabs", Short(body.At("caller_id")), called, Short(body.At("agent_id")), Short(body.At("call_sid")), Short(body.At("conversation_id")))
        : null;

    /// <summary>The answer: variables, prompt and first message, and our id, by which the report is known.</summary>
    public static ReadOnlyMemory<byte> Answer(StartCallRequest call) => StartRules.Context(call);

    private static string? Short(JsonElement value) => value.Text() is { Length: > 0 and <= 200 } text ? text : null;
}
