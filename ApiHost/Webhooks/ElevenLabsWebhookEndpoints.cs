using System.ComponentModel.DataAnnotations;
using LeadSail.Http;
using LeadSail.OpenApi;
using LeadSail.Providers;
using Microsoft.OpenApi;

namespace LeadSail.Webhooks;

/// <summary>Where ElevenLabs reports. 200 only after the event is durably stored; a repeat is 200 and changes nothing.</summary>
internal static partial class ElevenLabsWebhookEndpoints
{
    /// <summary>Bytes of a webhook; audio events are many megabytes.</summary>
    private const int Limit = 64 * 1024 * 1024;

    /// <summary>Stored under this id when an event names no conversation.</summary>
    private const int LongestId = 200;

    public static void MapElevenLabsWebhooks(this RouteGroupBuilder api) => api.MapPost("/webhooks/elevenlabs", Receive)
        .WithTags("From the provider").WithSummary("Post-call events of ElevenLabs, signed").Produces<Envelope<Received>>().Fails(400, 401, 413)
        .WithMetadata(
            new AnyJsonDetail(),
            new ExampleDetail(new
            {
                type = "call_initiation_failure",
                event_timestamp = 1795021200,
                data = new { agent_id = "agent_8701k3f2m5n7p9q1", conversation_id = "conv_2901kd4p2m9v6w0q", failure_reason = "busy", metadata = new { type = "sip", body = new { sip_status_code = 486, error_reason = "Busy Here" } } },
            }),
            new ParameterDetail("ElevenLabs-Signature", "t=<unix seconds>,v0=<hex>: HMAC-SHA256 of \"t.body\".", In: ParameterLocation.Header));

    private static async Task<IResult> Receive(HttpContext context, IEnumerable<IVoiceWebhookReceiver> receivers, IInbox inbox, InboxPump pump, IIds ids, TimeProvider time, ILoggerFactory loggers)
    {
        var receiver = receivers.Single(candidate => candidate.Key == "elevenlabs");
        var logger = loggers.CreateLogger(typeof(ElevenLabsWebhookEndpoints));
        var signature = context.Request.Headers["ElevenLabs-Signature"].FirstOrDefault();
        var now = time.GetUtcNow();
        Require(receiver.CheckHeader(signature, now), logger); // who signs nothing is not listened to
        var body = await RequestBody.ReadBytesAsync(context, Limit);
        Require(receiver.Verify(signature, body.Span, now), logger);

        VoiceEvent said;
        try
        {
            said = receiver.Read(body);
        }
        catch (FormatException)
        {
            throw RequestException.Invalid("body: must be a JSON object");
        }

        if (said.Report is null || said.ConversationId.Length is 0 or > LongestId)
        {
            LogIgnored(logger, said.Type.Length > 60 ? said.Type[..60] : said.Type);
            return Answers.Ok(new Received("ignored"));
        }

        var isNew = await inbox.AcceptAsync(new InboxItem(ids.Next("evt"), receiver.Key, said.ConversationId, said.Type, now, body, 0), CancellationToken.None);
        if (isNew)
        {
            pump.Nudge();
        }

        return Answers.Ok(new Received(isNew ? "accepted" : "repeated"));
    }

    private static void Require(SignatureVerdict verdict, ILogger logger)
    {
        if (verdict != SignatureVerdict.Valid)
        {
            LogForged(logger, verdict);
            throw RequestException.Of(StatusCodes.Status401Unauthorized, Codes.Unauthorized, $"The signature is not valid: {Enums.Name(verdict)}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook was refused: its signature is {Verdict}")]
    private static partial void LogForged(ILogger logger, SignatureVerdict verdict);

    [LoggerMessage(Level = LogLevel.Information, Message = "A webhook of type {Type} says nothing that is used here")]
    private static partial void LogIgnored(ILogger logger, string type);
}

/// <summary>What became of a webhook.</summary>
/// <param name="Event"><c>accepted</c>, <c>repeated</c> or <c>ignored</c>.</param>
public sealed record Received([property: AllowedValues("accepted", "repeated", "ignored")] string Event);
