using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>The HTTP of ElevenLabs: one start request, sent at most once, and reads, which are repeated.</summary>
internal sealed class ElevenLabsClient(HttpClient http, IOptions<ElevenLabsOptions> options, TimeProvider time)
{
    private readonly ResiliencePipeline<HttpResponseMessage> _reads = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } error
                ? IsFault(error, attempt.Context.CancellationToken) && !IsTooLong(error)
                : IsPassing(attempt.Outcome.Result!.StatusCode)),
        })
        .AddTimeout(TimeSpan.FromSeconds(options.Value.ReadTimeoutSeconds))
        .Build();

    /// <summary>Sends a start request once, and says what became of it.</summary>
    /// <param name="path">The path for the number's transport.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="ringSeconds">How long the phone may ring; the answer is waited for longer than that.</param>
    /// <param name="cancellationToken">Gives up waiting; the request may have been sent.</param>
    public async Task<StartCallResult> StartAsync(string path, ReadOnlyMemory<byte> body, int ringSeconds, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(Math.Max(options.Value.StartTimeoutSeconds, ringSeconds + 30));
        using var timeout = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await http.SendAsync(request, stop.Token);
            return StartRules.Reply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop.Token));
        }
        catch (HttpRequestException error) when (WasNeverSent(error))
        {
            return new StartCallResult.Refused(RefusalKind.Busy, $"Nothing was sent: {error.HttpRequestError}.");
        }
        catch (OperationCanceledException error) when (error.InnerException is TimeoutException && !stop.IsCancellationRequested)
        {
            // The handler's own time limit covers connecting only, and that includes TLS.
            return new StartCallResult.Refused(RefusalKind.Busy, "Nothing was sent: connecting took too long.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StartCallResult.Unknown($"No answer within {patience.TotalSeconds:0} s.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new StartCallResult.Unknown($"The answer did not arrive whole: {(error as HttpRequestException)?.HttpRequestError}.");
        }
    }

    /// <summary>Reads JSON; null for 404. The caller disposes it.</summary>
    /// <exception cref="ProviderUnavailableException">There is no answer that can be read.</exception>
    public async Task<JsonDocument?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(path, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response is null)
            return null;
        return TolerantJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken))
            ?? throw new ProviderUnavailableException("The provider's answer is not JSON; check Providers:ElevenLabs:BaseUrl if that persists.");
    }

    /// <summary>Begins to read a body of any length; null for 404. The caller disposes it.</summary>
    /// <exception cref="ProviderUnavailableException">There is no such answer.</exception>
    public Task<HttpResponseMessage?> OpenAsync(string path, CancellationToken cancellationToken) =>
        GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private async Task<HttpResponseMessage?> GetAsync(string path, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _reads.ExecuteAsync(
                async (at, token) => await at.http.GetAsync(at.path, at.completion, token), (http, path, completion), cancellationToken);
        }
        catch (Exception error) when (IsFault(error, cancellationToken))
        {
            throw new ProviderUnavailableException(IsTooLong(error) ? "The provider's answer is too long to be read." : "The provider does not answer.", error);
        }
        if (response.IsSuccessStatusCode)
            return response;

        var status = response.StatusCode;
        response.Dispose();
        return status switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new ProviderUnavailableException(
                $"The provider refuses our key (HTTP {(int)status}); check Providers:ElevenLabs:ApiKey.") { IsCredentials = true },
            _ => throw new ProviderUnavailableException($"The provider answered HTTP {(int)status}."),
        };
    }

    // These arise while connecting only, as long as HTTP/1.1 is spoken: the request had no connection to go out on.
    private static bool WasNeverSent(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static bool IsFault(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or IOException or TimeoutRejectedException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static bool IsTooLong(Exception error) => error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    private static bool IsPassing(HttpStatusCode status) => status == HttpStatusCode.TooManyRequests || (int)status >= 500;
}
