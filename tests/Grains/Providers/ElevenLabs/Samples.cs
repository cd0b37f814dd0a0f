using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>The recorded bodies, and bodies built for a test.</summary>
internal static class Samples
{
    public static string Text(string name) => Texts.GetOrAdd(name, static name => File.ReadAllText(SharedFiles.Path("samples", "elevenlabs", name)));

    public static JsonNode Json(string name) => JsonNode.Parse(Text(name))!;

    /// <summary>What a SIP failure looks like by the documentation; no recorded body exists.</summary>
    public static JsonNode SipFailure(int code = 486, string reason = "INVITE failed: sip status: 486: Busy Here (SIP 486)") => JsonNode.Parse($$"""
        { "type": "call_initiation_failure", "event_timestamp": 1759931652, "data": { "agent_id": "xyz", "conversation_id": "abc", "failure_reason": "unknown",
          "metadata": { "type": "sip", "body": { "from_number": "+15550100001", "to_number": "+15550100002", "sip_status_code": {{code}},
            "error_reason": "{{reason}}", "call_sid": "SCL_1", "twirp_code": "unavailable", "sip_status": "Busy Here" } } } }
        """)!;

    /// <summary>A post-call webhook around a conversation.</summary>
    public static JsonNode Pushed(JsonNode conversation) => new JsonObject
    {
        ["type"] = "post_call_transcription",
        ["event_timestamp"] = 1759931652,
        ["data"] = conversation.DeepClone(),
    };

    public static JsonNode Pushed(string conversation) => Pushed(JsonNode.Parse(conversation)!);

    private static readonly ConcurrentDictionary<string, string> Texts = new();

    private static readonly IVoiceWebhookReceiver Reader = Receiver();

    /// <summary>Stands for a lone surrogate, which no JSON writer here would write.</summary>
    public const string HalfCharacter = "HALF-A-CHARACTER";

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString().Replace(HalfCharacter, "\\ud83d", StringComparison.Ordinal));

    public static VoiceEvent Read(JsonNode webhook) => Reader.Read(Bytes(webhook));

    public static IVoiceWebhookReceiver Receiver(params string[] secrets)
    {
        var services = StubApi.Services(clock: null, handler: null, [.. secrets.Select((secret, i) => ($"WebhookSecrets:{i}", secret))]);
        return services.GetRequiredService<IVoiceWebhookReceiver>();
    }

    /// <summary>A start request with the values of the composed samples.</summary>
    public static StartCallRequest Start(string transport = "twilio") => new()
    {
        AttemptId = "int_0001",
        ProviderAgentId = "agent_3701k3ttaq12ewp8b7qv5rfyszkz",
        ProviderPhoneNumberId = "phnum_01jxj3hwx1fava7g3snzm5e2f8",
        Transport = transport,
        ToE164 = "+15550100002",
    };
}
