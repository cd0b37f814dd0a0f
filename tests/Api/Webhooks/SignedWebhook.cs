using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadSail.Hosting;

namespace LeadSail.Webhooks;

/// <summary>Webhooks as ElevenLabs sends them, or nearly.</summary>
internal static class SignedWebhook
{
    public const string Path = "webhooks/elevenlabs";

    /// <summary>The value of the signature header, worked out by the documentation.</summary>
    public static string Sign(DateTimeOffset at, byte[] body, string secret = RunningHost.WebhookSecret)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
        return $"t={time},v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message))}";
    }

    /// <summary>Posts a body, signed as of now unless something else is wanted; null for no signature.</summary>
    public static Task<Answer> Deliver(this RunningHost host, byte[] body, string? signature = "", bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("ElevenLabs-Signature", signature.Length == 0 ? Sign(host.Now, body) : signature);
        }

        return host.Client(null).Send(request);
    }

    public static Task<Answer> Deliver(this RunningHost host, object body, string? signature = "") => host.Deliver(JsonSerializer.SerializeToUtf8Bytes(body), signature);

    /// <summary>That a call could not be connected: the one webhook that names nothing but the conversation.</summary>
    public static object Failure(string conversationId, string reason = "busy") => new
    {
        type = "call_initiation_failure",
        event_timestamp = 1795021200,
        data = new { agent_id = "agent_sim_amy", conversation_id = conversationId, failure_reason = reason, metadata = new { type = "sip", body = new { sip_status_code = 486, error_reason = "Busy Here" } } },
    };

    /// <summary>The same with the number called and the instant, as Twilio's form tells them.</summary>
    public static object Failure(string conversationId, string phone, DateTimeOffset at) => new
    {
        type = "call_initiation_failure",
        event_timestamp = at.ToUnixTimeSeconds(),
        data = new { agent_id = "agent_sim_amy", conversation_id = conversationId, failure_reason = "busy", metadata = new { type = "twilio", body = new { To = phone, CallStatus = "busy" } } },
    };

    /// <summary>The report of a conversation, in the words of the simulator that held it.</summary>
    public static async Task<byte[]> Report(this RunningHost host, string conversationId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/simulator/elevenlabs/v1/convai/conversations/{conversationId}");
        request.Headers.Add("xi-api-key", "any");
        var conversation = (await host.Client(null).Send(request)).Text;
        return Encoding.UTF8.GetBytes($$"""{"type":"post_call_transcription","event_timestamp":1795021200,"data":{{conversation}}}""");
    }
}
