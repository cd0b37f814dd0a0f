using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using LeadSail.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadSail.Chaos;

/// <summary>Whoever is told of calls: it fails, hangs up and is slow now and then, until it is asked to behave. It keeps what it has acknowledged.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly Random chance;
    private int misbehaved, forged;

    private Receiver(int seed)
    {
        chance = new Random(seed);
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>What signs what it is sent; null until it is known.</summary>
    public string? Secret { get; set; }

    /// <summary>Whether it answers everything with 200, at once.</summary>
    public bool Behaves { get; set; }

    /// <summary>Bodies that it acknowledged, by event id.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> Heard { get; } = new(StringComparer.Ordinal);

    /// <summary>How often it did not answer as it should.</summary>
    public int Misbehaved => misbehaved;

    /// <summary>Requests whose signature was not good.</summary>
    public int Forged => forged;

    /// <summary>Starts one.</summary>
    public static async Task<Receiver> StartAsync(int seed)
    {
        var receiver = new Receiver(seed);
        await receiver.server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var draw = Draw();
        if (draw < 20)
        {
            Interlocked.Increment(ref misbehaved);
        }

        switch (draw)
        {
            case < 10:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case < 15:
                context.Abort();
                return;
            case < 20:
                await Task.Delay(TimeSpan.FromSeconds(3)); // by then nobody waits for it any more
                break;
        }

        if (!IsSigned(context.Request.Headers["X-LeadSail-Signature"].ToString(), body))
        {
            Interlocked.Increment(ref forged);
        }

        Heard.GetOrAdd(JsonElement.Parse(body).GetProperty("eventId").GetString()!, _ => []).Add(body);
    }

    private int Draw()
    {
        lock (chance)
        {
            return Behaves ? 100 : chance.Next(100);
        }
    }

    private bool IsSigned(string header, string body)
    {
        var parts = header.Split(',');
        return Secret is { } secret && parts[0].StartsWith("t=", StringComparison.Ordinal)
            && parts.Contains($"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{parts[0][2..]}.{body}")))}");
    }
}
