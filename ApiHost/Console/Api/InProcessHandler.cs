using System.Net;
using LeadSail.ApiKeys;
using Microsoft.AspNetCore.Http.Features;

namespace LeadSail.Console.Api;

/// <summary>Sends requests into <see cref="Pipeline"/>, as the caller whose session it is.</summary>
/// <param name="pipeline">What serves.</param>
/// <param name="scopes">For the services of each request.</param>
/// <param name="caller">Who asks now; null when the session is over.</param>
internal sealed class InProcessHandler(Pipeline pipeline, IServiceScopeFactory scopes, Func<CancellationToken, Task<Caller?>> caller) : HttpMessageHandler
{
    /// <summary>Who is told how much of a request is done, 0–1: what takes long finds it among the features of the request.</summary>
    public static readonly HttpRequestOptionsKey<IProgress<double>> Progress = new("progress");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await caller(cancellationToken) is not { } who)
        {
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set(who);
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        if (request.Options.TryGetValue(Progress, out var progress))
        {
            context.Features.Set(progress);
        }

        context.Request.Method = request.Method.Method;
        context.Request.Scheme = request.RequestUri!.Scheme;
        context.Request.Host = new HostString(request.RequestUri.Authority);
        context.Request.Path = PathString.FromUriComponent(request.RequestUri);
        context.Request.QueryString = QueryString.FromUriComponent(request.RequestUri);
        foreach (var header in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
        {
            context.Request.Headers[header.Key] = header.Value.ToArray();
        }

        if (request.Content is { } content)
        {
            context.Request.Body = await content.ReadAsStreamAsync(cancellationToken);
        }

        var body = new MemoryStream();
        context.Response.Body = body;
        await pipeline.ServeAsync(context);

        body.Position = 0;
        var response = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode) { RequestMessage = request, Content = new StreamContent(body) };
        foreach (var header in context.Response.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
            {
                response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
            }
        }

        return response;
    }
}
