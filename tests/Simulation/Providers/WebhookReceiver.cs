using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Providers;

namespace LeadSail.Simulation.Providers;

/// <summary>Reads the webhooks of the simulated provider. What is forged says so.</summary>
internal sealed class WebhookReceiver : IVoiceWebhookReceiver
{
    public const string Signature = "genuine";

    public string Key => Provider.Key;

    public static byte[] Body(string type, CallReport report) => JsonSerializer.SerializeToUtf8Bytes(new Webhook(type, report), Json.Options);

    public SignatureVerdict CheckHeader(string? signature, DateTimeOffset now) => signature is null ? SignatureVerdict.Missing : SignatureVerdict.Valid;

    public SignatureVerdict Verify(string? signature, ReadOnlySpan<byte> body, DateTimeOffset now) => signature == Signature ? SignatureVerdict.Valid : SignatureVerdict.Mismatch;

    public VoiceEvent Read(ReadOnlyMemory<byte> body)
    {
        var webhook = JsonSerializer.Deserialize<Webhook>(body.Span, Json.Options)!;
        return new VoiceEvent(webhook.Type, webhook.Report.ConversationId, webhook.Report);
    }

    private sealed record Webhook(string Type, CallReport Report);
}
