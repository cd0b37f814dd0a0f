using System.Collections.Concurrent;
using LeadSail.ApiKeys;
using LeadSail.Http;

namespace LeadSail.Idempotency;

/// <summary>
/// Runs each request under a key once, and gives its answer to the repeats. In this process they wait for each other; one on another host looks at the row until the answer is there, or until
/// whoever ran the request has been silent for so long that it is taken for dead, and runs it again.
/// </summary>
internal sealed partial class IdempotentRequests(IKeyedRequests requests, RequestIds ids, TimeProvider time, ILogger<IdempotentRequests> logger)
{
    /// <summary>How long an answer is known.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromHours(24);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30), Renewal = TimeSpan.FromSeconds(10), LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<(string Organization, string Key), Task> here = new();

    /// <summary>Serves a request under a key.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next, string key)
    {
        var caller = context.Features.Get<Caller>()!;
        var seal = context.GetEndpoint()?.Metadata.GetMetadata<ShowsSecret>() is null ? null : new AnswerSeal(context.Request.Headers["X-API-Key"].ToString(), key);
        var fingerprint = await Fingerprint.OfAsync(context, seal is null ? "" : caller.KeyId);
        var leaves = context.RequestAborted;

        var place = (caller.OrganizationId, key);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (here.GetOrAdd(place, turn.Task) is var first && first != turn.Task)
        {
            await first.WaitAsync(leaves);
        }

        KeptAnswer answer;
        try
        {
            answer = await AnswerAsync(context, next, new KeyedRequest(caller.OrganizationId, key, fingerprint, default, "", default), seal, leaves);
        }
        finally
        {
            here.TryRemove(place, out _);
            turn.SetResult();
        }

        if (answer.Body.Length == 0)
        {
            return; // a body of an error comes from the status pages
        }

        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, CancellationToken.None); // to a client that has left it goes nowhere
    }

    private async Task<KeptAnswer> AnswerAsync(HttpContext context, RequestDelegate next, KeyedRequest asked, AnswerSeal? seal, CancellationToken leaves)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var mine = asked with { CreatedAt = now, Holder = ids.New("run"), HeldUntil = now + Lease };
            var row = await requests.BeginAsync(mine, now - Keep, CancellationToken.None);
            if (row.Fingerprint != asked.Fingerprint)
            {
                throw Conflict(context);
            }

            if (row.Answer is { } known)
            {
                Answering.Repeat(context, known);
                return seal?.Open(known) ?? known;
            }

            if (row.Holder != mine.Holder)
            {
                await WaitAsync(row, leaves);
            }
            else if (await RunAsync(context, next, row, seal) is { } answer)
            {
                return answer;
            }
        }
    }

    /// <summary>Runs the request to its end, whether its client still waits or not.</summary>
    /// <returns>The answer; null when somebody took the request over meanwhile: what they answer counts.</returns>
    private async Task<KeptAnswer?> RunAsync(HttpContext context, RequestDelegate next, KeyedRequest request, AnswerSeal? seal)
    {
        using var over = new CancellationTokenSource();
        var holding = HoldAsync(request, over.Token);
        try
        {
            ids.Follow(request);
            context.RequestAborted = CancellationToken.None;
            context.Request.Body.Position = 0;
            var answer = await Answering.TakeDownAsync(context, next);
            if (!Answering.IsFinal(answer))
            {
                await LetGoAsync(request);
                return answer;
            }

            if (await requests.CompleteAsync(request, seal?.Close(answer) ?? answer))
            {
                return answer;
            }

            context.Response.Clear();
            return null;
        }
        finally
        {
            await over.CancelAsync();
            await holding;
        }
    }

    private async Task HoldAsync(KeyedRequest request, CancellationToken over)
    {
        while (true)
        {
            await Task.Delay(Renewal, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await requests.HoldAsync(request, time.GetUtcNow() + Lease, CancellationToken.None);
            }
            catch (Exception e)
            {
                LogNotHeld(e, request.OrganizationId);
            }
        }
    }

    /// <summary>A repeat need not wait; it runs the request again, with the same ids.</summary>
    private async Task LetGoAsync(KeyedRequest request)
    {
        try
        {
            await requests.HoldAsync(request, request.CreatedAt);
        }
        catch (Exception e)
        {
            LogNotHeld(e, request.OrganizationId);
        }
    }

    /// <summary>Waits until another host has answered, or is taken for dead.</summary>
    private async Task WaitAsync(KeyedRequest row, CancellationToken leaves)
    {
        while (await requests.FindAsync(row.OrganizationId, row.Key, leaves) is { Answer: null, HeldUntil: var until } && until > time.GetUtcNow())
        {
            await Task.Delay(LookAgain, time, leaves);
        }
    }

    /// <summary>In the shape that the route's document has for its conflicts.</summary>
    private static RequestException Conflict(HttpContext context)
    {
        const string Message = "This Idempotency-Key was used for another request within the last 24 hours. Take another key, or send the same request again.";
        var isRefusal = context.GetEndpoint()!.Metadata.OfType<ProducesResponseTypeMetadata>().Any(answer => answer is { StatusCode: StatusCodes.Status409Conflict, Type: var type } && type == typeof(RefusalEnvelope));
        return new(StatusCodes.Status409Conflict, isRefusal ? new CallRefusedError { Code = Codes.IdempotencyConflict, Message = Message } : new ApiError { Code = Codes.IdempotencyConflict, Message = Message });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request of {OrganizationId} under an Idempotency-Key could not say that it is still run, or that it is not; after 30 seconds a repeat runs it again")]
    private partial void LogNotHeld(Exception exception, string organizationId);
}
