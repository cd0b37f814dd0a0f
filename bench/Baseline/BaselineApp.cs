using System.Diagnostics;
using LeadSail.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadSail.Bench;

/// <summary>
/// A call service as one writes it by hand: endpoints, tables, plain transactions, a worker that claims what is queued. It shares the law, the webhook's reading and the provider with the product,
/// and knows nothing of crashes: a call that is cut off while it is being dialled stays so.
/// </summary>
internal sealed class BaselineApp : ICallee
{
    private readonly WebApplication app;

    private BaselineApp(WebApplication app, Uri address) => (this.app, Initiate) = (app, new Uri(address, "/initiate-call"));

    public Uri Initiate { get; }

    public Timeline Timeline => app.Services.GetRequiredService<Timeline>();

    private BaselineStore Store => app.Services.GetRequiredService<BaselineStore>();

    public static async Task<BaselineApp> StartAsync(string connectionString)
    {
        var timeline = new Timeline();
        var provider = new InstantProvider(BenchedProduct.Secret, timeline);
        var builder = WebApplication.CreateBuilder(["--Urls=http://127.0.0.1:0", $"--Providers:ElevenLabs:WebhookSecrets:0={BenchedProduct.Secret}"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddElevenLabs(builder.Configuration);
        builder.Services.AddSingleton<IVoiceProvider>(provider);
        builder.Services.AddSingleton(timeline);
        builder.Services.AddSingleton(NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size=32;Max Auto Prepare=50;Options=-c synchronous_commit=on"));
        builder.Services.AddSingleton<BaselineStore>();
        builder.Services.AddSingleton<BaselineWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BaselineWorker>());
        var app = builder.Build();
        app.MapPost("/initiate-call", InitiateAsync);
        app.MapPost("/webhooks/elevenlabs", ReceiveAsync);
        await app.Services.GetRequiredService<BaselineStore>().CreateAsync();
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        provider.Receiver = new Uri(address, "/webhooks/elevenlabs");
        return new(app, address);
    }

    public Task EnterAsync(int leads) => Store.EnterAsync(leads);

    public Task<long> CountQualifiedAsync() => Store.CountQualifiedAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<IResult> InitiateAsync(HttpContext context, Wish wish, BaselineStore store, BaselineWorker worker, Timeline timeline)
    {
        if (context.Request.Headers["X-API-Key"] != BenchedProduct.Key)
        {
            return Results.Unauthorized();
        }

        var from = Stopwatch.GetTimestamp();
        var (callId, refusal) = await store.QueueAsync(wish.LeadId);
        timeline.Add(BenchedLeads.NumberIn(wish.LeadId), Part.Deciding, from);
        if (callId is null)
        {
            return Results.Conflict(new { success = false, error = new { code = refusal } });
        }

        worker.Nudge();
        return Results.Accepted(null, new { success = true, data = new { interactionId = callId, wish.LeadId, status = "in_progress" } });
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, IVoiceWebhookReceiver receiver, BaselineStore store, BaselineWorker worker)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (receiver.Verify(context.Request.Headers["ElevenLabs-Signature"], body.GetBuffer().AsSpan(0, (int)body.Length), DateTimeOffset.UtcNow) != SignatureVerdict.Valid)
        {
            return Results.Unauthorized();
        }

        var raw = body.ToArray();
        await store.ApplyAsync(receiver.Read(raw), raw);
        worker.Nudge(); // a slot is free
        return Results.Ok(new { success = true });
    }

    private sealed record Wish(string LeadId);
}
