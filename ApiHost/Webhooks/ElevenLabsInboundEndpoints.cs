using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadSail.Http;
using LeadSail.Inbound;
using LeadSail.OpenApi;
using LeadSail.Providers.ElevenLabs;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace LeadSail.Webhooks;

/// <summary>Where ElevenLabs asks what its agent is to know of somebody who calls. The caller hears nothing meanwhile, so it is answered in well under a second.</summary>
internal static partial class ElevenLabsInboundEndpoints
{
    public static void MapElevenLabsInbound(this RouteGroupBuilder api) => api.MapPost("/webhooks/elevenlabs/inbound", Answer)
        .WithTags("From the provider").WithSummary("The context of a call that comes in: variables, prompt and first message for the agent").Produces<InboundContext>().Fails(400, 401, 404, 413, 415)
        .WithMetadata(
            new AnyJsonDetail(),
            new ExampleDetail(new { caller_id = "+12125550142", agent_id = "agent_8701k3f2m5n7p9q1", called_number = "+12125550100", call_sid = "CA0123456789abcdef0123456789abcdef" }),
            new ParameterDetail(InboundExchange.SecretHeader, "The secret of Providers:ElevenLabs:InboundSecret.", In: ParameterLocation.Header));

    private static async Task<IResult> Answer(HttpContext context, IOptions<ElevenLabsOptions> options, InboundDesk desk, ILoggerFactory loggers)
    {
        if (!InboundExchange.Knows(options.Value, context.Request.Headers[InboundExchange.SecretHeader].FirstOrDefault()))
        {
            throw RequestException.Of(StatusCodes.Status401Unauthorized, Codes.Unauthorized, $"The header {InboundExchange.SecretHeader} does not carry the secret.");
        }

        using var body = await RequestBody.ReadAsync(context);
        var ring = InboundExchange.Read(body.RootElement) ?? throw RequestException.Invalid("called_number: is required");

        // the call is there whether the provider waits for the answer or not
        if (await desk.AnswerAsync(ring, CancellationToken.None) is not { } taken)
        {
            LogNobody(loggers.CreateLogger(typeof(ElevenLabsInboundEndpoints)));
            throw RequestException.NotFound("No agent takes calls on this number: an active phone number and an active agent with inbound enabled and a campaign are needed.");
        }

        return Results.Bytes(InboundExchange.Answer(taken), "application/json");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call came in on a number for which no agent takes calls")]
    private static partial void LogNobody(ILogger logger);
}

/// <summary>What the agent is to know of a call that comes in, in the provider's form.</summary>
public sealed record InboundContext
{
    /// <summary>Always <c>conversation_initiation_client_data</c>.</summary>
    [JsonPropertyName("type"), AllowedValues("conversation_initiation_client_data")]
    public required string Type { get; init; }

    /// <summary>Our interaction.</summary>
    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    /// <summary>The variables: texts, numbers, true and false.</summary>
    [JsonPropertyName("dynamic_variables"), JsonShape(JsonValueKind.Object)]
    public required JsonText DynamicVariables { get; init; }

    /// <summary>Prompt, first message and longest duration, as far as they are set.</summary>
    [JsonPropertyName("conversation_config_override"), JsonShape(JsonValueKind.Object)]
    public required JsonText ConversationConfigOverride { get; init; }
}
