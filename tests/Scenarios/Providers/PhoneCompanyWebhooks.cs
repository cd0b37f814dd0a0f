using System.Text.Json;
using LeadSail.Calls;

namespace LeadSail.Providers;

/// <summary>Webhooks of the phone company: a report as it is.</summary>
public sealed class PhoneCompanyWebhooks : IVoiceWebhookReceiver
{
    public const string Type = "call_over";

    /// <inheritdoc/>
    public string Key => "elevenlabs";

    public static byte[] Body(CallReport report) => JsonSerializer.SerializeToUtf8Bytes(report, Json.Options);

    /// <inheritdoc/>
    public SignatureVerdict CheckHeader(string? signature, DateTimeOffset now) => SignatureVerdict.Valid;

    /// <inheritdoc/>
    public SignatureVerdict Verify(string? signature, ReadOnlySpan<byte> body, DateTimeOffset now) => SignatureVerdict.Valid;

    /// <inheritdoc/>
    public VoiceEvent Read(ReadOnlyMemory<byte> body)
    {
        var report = JsonSerializer.Deserialize<CallReport>(body.Span, Json.Options)!;
        return new(Type, report.ConversationId, report);
    }
}
