using System.Net.Mime;
using System.Text;
using System.Text.Json;
using LeadSail.Providers.ElevenLabs;
using LeadSail.Simulator.Conversations;
using LeadSail.Simulator.Endings;
using LeadSail.Simulator.Webhooks;
using LeadSail.Simulator.Workspaces;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator.Calls;

/// <summary>Calls that come in: <c>POST /simulator/inbound</c>.</summary>
internal static class InboundEndpoints
{
    public static void MapInbound(this IEndpointRouteBuilder app) => app.MapPost("/simulator/inbound", async (InboundBody body, InboundCalls calls, HttpContext http) =>
        await calls.RingAsync(body, http.RequestAborted));
}

/// <summary>Somebody who calls.</summary>
/// <param name="From">Their number, E.164; null when it is withheld.</param>
/// <param name="To">The number that they call, E.164.</param>
/// <param name="Ending">Two digits, as the last ones of a dialed number; those of <paramref name="From"/> by default.</param>
/// <param name="AgentId">The agent that is to talk; the one assigned to the number by default.</param>
/// <param name="CallSid">The carrier's id of the call; made by default.</param>
internal sealed record InboundBody(string? From, string? To, string? Ending, string? AgentId, string? CallSid);

/// <summary>Asks the product for the context of a call that comes in, as the provider does, and has them talk.</summary>
internal sealed class InboundCalls(SimulatorStore store, WebhookTarget target, WebhookSender sender, TimeProvider time, IOptions<SimulatorOptions> options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Patience };
    private int rings;

    public void Dispose() => http.Dispose();

    public async Task<IResult> RingAsync(InboundBody body, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookUrl is null)
            return SimulatorJson.Answer(new { error = "without Simulator:WebhookUrl nobody can be asked" }, StatusCodes.Status400BadRequest);
        if (body.To is not { Length: > 0 } to)
            return SimulatorJson.Answer(new { error = "to is missing: the number that is called, E.164" }, StatusCodes.Status400BadRequest);

        var (from, ring) = (body.From ?? "", Interlocked.Increment(ref rings));
        var ending = Ending.Of(body.Ending ?? from, 1, options.Value.Seed);
        var number = Workspace.Numbers.FirstOrDefault(each => each.Number == to);
        var agent = Workspace.Agent(body.AgentId ?? number?.Agent?.Id ?? "agent_sim_amy");
        if (agent is null || Failure.Of(ending.Story, Transport.Twilio) is not null)
            return SimulatorJson.Answer(new { error = "there is no such agent, or nobody calls in with such an ending" }, StatusCodes.Status400BadRequest);

        var callSid = body.CallSid ?? Chance.Sid("CA", options.Value.Seed, from, to, ring, time.GetUtcNow().Ticks);
        var (status, answer) = await AskAsync(new { caller_id = body.From, agent_id = agent.Id, called_number = to, call_sid = callSid }, cancellationToken);
        if (status != StatusCodes.Status200OK || answer is not { ValueKind: JsonValueKind.Object } context)
            return SimulatorJson.Answer(new { error = "the product did not take the call", status, answer }, StatusCodes.Status502BadGateway);

        var conversation = Converse(from, to, callSid, number, agent, ending, context);
        foreach (var webhook in store.Record(conversation, Webhook.Of(ending.Delivery, conversation.Id, conversation.ReportedAt, options.Value)))
            _ = sender.Send(webhook);
        return SimulatorJson.Answer(new { conversationId = conversation.Id, callSid, context, endsAt = conversation.EndedAt });
    }

    private Conversation Converse(string from, string to, string callSid, SimulatedNumber? number, SimulatedAgent agent, Ending ending, JsonElement context)
    {
        var now = time.GetUtcNow();
        var request = new StartRequest { Transport = number?.Transport ?? Transport.Twilio, AgentId = agent.Id, PhoneNumberId = number?.Id ?? "", To = from, ClientData = context };
        var plan = CallPlanner.Plan(ending.Story, request, Chance.Of(options.Value.Seed, from, callSid, "plan"), agent.Name, DateOnly.FromDateTime(now.UtcDateTime));
        var ended = now + options.Value.Life(plan.TalkSeconds);
        return new()
        {
            Id = Chance.Id("conv_", 28, options.Value.Seed, from, callSid),
            AgentId = agent.Id,
            AgentName = agent.Name,
            UserId = context.TryGetProperty("user_id", out var id) ? id.GetString() : null,
            Transport = request.Transport,
            PhoneNumberId = request.PhoneNumberId,
            AgentNumber = to,
            ExternalNumber = from,
            CallSid = callSid,
            LegId = Chance.Sid("MZ", options.Value.Seed, from, callSid),
            IsInbound = true,
            ClientData = context,
            Plan = plan,
            StartedAt = now,
            RungAt = now,
            EndedAt = ended,
            ReportedAt = ended + options.Value.Life(plan.ProcessingSeconds),
        };
    }

    private async Task<(int Status, JsonElement? Answer)> AskAsync(object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Inbound)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.TryAddWithoutValidation(InboundExchange.SecretHeader, options.Value.InboundSecret);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return ((int)response.StatusCode, text.Length == 0 ? null : JsonElement.Parse(text));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (0, null);
        }
    }
}
