using System.Globalization;
using LeadSail.Simulator.Webhooks;
using LeadSail.Simulator.Workspaces;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator.Calls;

/// <summary>The two start endpoints. Every request to them is in the dial log before it has any effect.</summary>
internal static class StartCallEndpoints
{
    public static void MapStartCalls(this IEndpointRouteBuilder api)
    {
        api.MapPost("/twilio/outbound-call", (HttpContext http, StartCalls calls) => calls.StartAsync(Transport.Twilio, http));
        api.MapPost("/sip-trunk/outbound-call", (HttpContext http, StartCalls calls) => calls.StartAsync(Transport.SipTrunk, http));
    }

    public static void MapStorms(this IEndpointRouteBuilder app) =>
        app.MapPost("/simulator/storms", (StormBody storm, Storm weather) => weather.Begin(storm.Status, storm.Seconds)
            ? SimulatorJson.Answer(storm)
            : SimulatorJson.Answer(new { error = "status is 401, 402, 429 or 503" }, StatusCodes.Status400BadRequest));

    public static void MapDials(this IEndpointRouteBuilder app) =>
        app.MapGet("/simulator/dials", (string? to, string? since, SimulatorStore store, TimeProvider time) =>
        {
            var from = DateTimeOffset.MinValue;
            if (since is not null && !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
                return SimulatorJson.Answer(new { error = "since is not an ISO 8601 instant, e.g. 2026-01-31T12:00:00Z" }, StatusCodes.Status400BadRequest);
            // An unescaped + arrives as a space.
            return SimulatorJson.Answer(new { dials = store.Dials(to?.Replace(' ', '+'), from).Select(dial => dial.At(time.GetUtcNow())) });
        });
}

/// <summary>Takes start requests.</summary>
internal sealed class StartCalls(SimulatorStore store, Storm storm, WebhookSender sender, TimeProvider time, IHostApplicationLifetime host, IOptions<SimulatorOptions> options)
{
    public async Task<IResult> StartAsync(Transport transport, HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var request = StartRequest.Read(transport, body.ToArray(), out var faults);
        var now = time.GetUtcNow();
        var call = Refusal(http, request, faults) is { } refusal
            ? store.Record(StartedCall.Refuse(request, refusal, now))
            : store.Record(request.To, nth => StartedCall.Decide(request, nth, now, options.Value));

        var firstAttempts = call.Webhooks.Select(sender.Send).ToList();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            if (call.Reply.AfterWebhook) await Task.WhenAll(firstAttempts).WaitAsync(over.Token);
            await time.UntilAsync(call.Reply.Due, over.Token);
            if (call.Reply.Body is { } answer) return SimulatorJson.Answer(answer, call.Reply.Status);
        }
        catch (OperationCanceledException)
        {
            // A host that stops does not wait for a phone to be picked up.
        }

        http.Abort();
        return Results.Empty;
    }

    private ApiError? Refusal(HttpContext http, StartRequest request, IReadOnlyList<FieldFault> faults)
    {
        if (!ApiKey.IsIn(http.Request)) return ApiErrors.NoKey;
        if (storm.Refusal is { } refusal) return refusal;
        if (faults.Count > 0) return ApiErrors.Invalid([.. faults]);
        if (Workspace.Agent(request.AgentId) is null) return ApiErrors.NoAgent(request.AgentId);
        if (Workspace.Number(request.PhoneNumberId) is not { } number) return ApiErrors.NoNumber(request.PhoneNumberId);
        return number.Transport is { } own && own != request.Transport ? ApiErrors.WrongTransport(number.Id, request.Transport) : null;
    }
}
