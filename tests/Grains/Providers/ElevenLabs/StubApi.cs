using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>A request as the stub got it.</summary>
internal sealed record Received(string Method, string Target, string Body, string? Key);

/// <summary>A real HTTP server on this machine that answers as a test says, and a provider that talks to it.</summary>
internal sealed class StubApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<ServiceProvider> _providers = [];

    private StubApi(WebApplication app) => _app = app;

    /// <summary>What came in, in order.</summary>
    public ConcurrentQueue<Received> Requests { get; } = new();

    public string Address => _app.Urls.First();

    public static async Task<StubApi> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseShutdownTimeout(TimeSpan.Zero);
        var stub = new StubApi(builder.Build());
        stub._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            stub.Requests.Enqueue(new Received(
                context.Request.Method,
                context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                await reader.ReadToEndAsync(),
                context.Request.Headers["xi-api-key"]));
            await answer(context);
        });
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>A stub that gives one answer to everything.</summary>
    public static Task<StubApi> AnsweringAsync(int status, string body) => StartAsync(Answer(status, body));

    public static RequestDelegate Answer(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    public IVoiceProvider Provider(TimeProvider? clock = null, params (string Name, string Value)[] settings)
    {
        var services = Services(clock, handler: null, settings.Any(setting => setting.Name == "BaseUrl") ? settings : [("BaseUrl", Address), .. settings]);
        _providers.Add(services);
        return services.GetRequiredService<IVoiceProvider>();
    }

    /// <summary>The product's own registration, with a clock and, where sockets add nothing, another transport.</summary>
    public static ServiceProvider Services(TimeProvider? clock, HttpMessageHandler? handler, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? new ManualClock());
        services.AddElevenLabs(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Providers:ElevenLabs:{setting.Name}", (string?)setting.Value)))
            .Build());
        if (handler is not null)
            services.AddHttpClient(ElevenLabsRegistration.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        return services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A transport that does what a test says and counts how often it is asked.</summary>
internal sealed class StubTransport(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
{
    public int Sent { get; private set; }

    public static StubTransport Throwing(Exception error) => new((_, _) => Task.FromException<HttpResponseMessage>(error));

    public static StubTransport Answering(HttpContent content) =>
        new((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content }));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent++;
        return send(request, cancellationToken);
    }
}
