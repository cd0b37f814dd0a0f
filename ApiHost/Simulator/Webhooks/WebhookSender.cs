using System.Collections.Concurrent;
using System.Net;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;

namespace LeadSail.Simulator.Webhooks;

/// <summary>
/// Delivers webhooks when they are due, by the provider's rule: a transcription is tried five times on 5xx, 429, 408, or when the
/// receiver cannot be reached in time; a call failure once. Each pending webhook is one task that waits for its instant; after a
/// restart they are taken up from the store once the host listens. One sent just before a crash is sent again.
/// </summary>
internal sealed partial class WebhookSender(
    SimulatorStore store, WebhookTarget target, TimeProvider time, IOptions<SimulatorOptions> options, ILogger<WebhookSender> log)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>How long a receiver may take; not scaled, since it works at its own pace.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, Task> pending = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, MaxConnectionsPerServer = 64 })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private IReadOnlyList<Webhook> left = [];

    /// <summary>Delivers a webhook in its time. The task ends with the first attempt, whatever it brings.</summary>
    public Task Send(Webhook webhook)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivery = Task.Run(() => DeliverAsync(webhook, first), CancellationToken.None);
        pending[webhook.Id] = delivery;
        delivery.ContinueWith(_ => pending.TryRemove(webhook.Id, out var _), TaskScheduler.Default);
        return first.Task;
    }

    /// <summary>Before the host listens, so that no new webhook is among them.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        store.Open();
        if (options.Value.WebhookUrl is not null) left = store.PendingWebhooks();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var webhook in left) _ = Send(webhook);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAll(pending.Values);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        http.Dispose();
        stopping.Dispose();
    }

    private async Task DeliverAsync(Webhook webhook, TaskCompletionSource first)
    {
        try
        {
            for (Webhook? next = webhook; next is not null; first.TrySetResult())
                next = await AttemptAsync(next);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Still pending in the store: the next start takes it up.
        }
        catch (Exception e)
        {
            LogLost(e, webhook.ConversationId);
        }
        finally
        {
            first.TrySetResult();
        }
    }

    /// <summary>Waits for the instant, sends once, and says what is left to do.</summary>
    private async Task<Webhook?> AttemptAsync(Webhook webhook)
    {
        await time.UntilAsync(webhook.Due, stopping.Token);
        var conversation = store.Find(webhook.ConversationId)!;
        var type = WebhookBody.TypeOf(conversation);
        var status = await PostAsync(WebhookBody.Write(conversation), webhook.Forged);
        LogSent(webhook.ConversationId, type, webhook.Attempt + 1, (int?)status);

        var mayRepeat = type == "post_call_transcription"
            && status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        var next = webhook.After(mayRepeat, time.GetUtcNow(), options.Value);
        if (next is null) store.Settle(webhook, status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? "delivered" : "given_up");
        else store.Postpone(next);
        return next;
    }

    /// <summary>Sends one signed body. Null when no answer came: not reachable, or not in time.</summary>
    private async Task<HttpStatusCode?> PostAsync(string body, bool forged)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        var secret = forged ? "not " + options.Value.WebhookSecret : options.Value.WebhookSecret;
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Sign(secret, time.GetUtcNow(), body));
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }
}
