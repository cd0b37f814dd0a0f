using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadSail.Hosting;

/// <summary>Somebody else's server, to whom the product sends: it notes what comes, and answers as it is told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>What it answers; 200 by default.</summary>
    public Func<HttpContext, Received, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyCollection<Received> All => received;

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var got = new Received(context.Request.Path, await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            receiver.received.Enqueue(got);
            await receiver.Answer(context, got);
        });
        await app.StartAsync();
        return receiver;
    }

    public string Url(string path = "/hook") => app.Urls.Single() + path;

    /// <summary>What has come once there is enough of it.</summary>
    public Task<Received[]> Sees(Func<Received, bool> which, int count = 1) =>
        Eventually.Sees(() => Task.FromResult(received.Where(which).ToArray()), seen => seen.Length >= count, $"{count} requests to come");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A request that came.</summary>
public sealed record Received(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);
}
