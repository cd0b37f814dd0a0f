using System.Threading.RateLimiting;
using LeadSail.ApiKeys;
using LeadSail.Http;
using Microsoft.Extensions.Options;

namespace LeadSail.RateLimits;

/// <summary>
/// How many requests are in the house at once: some are worked on, some wait in order, the others are asked to come again, so that a flood neither grows memory nor keeps what was acknowledged from
/// being done. Webhooks have a room of their own: whoever sends them sends them again.
/// </summary>
internal sealed class RequestRoom(IOptions<RateLimitOptions> options) : IDisposable
{
    private const int WebhooksWaiting = 8;

    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrencyLimiter requests = Of(options.Value.RequestsAtOnce, options.Value.RequestsWaiting), webhooks = Of(options.Value.WebhooksAtOnce, options.Value.WebhooksAtOnce * WebhooksWaiting);

    /// <summary>Serves a request when there is room for it.</summary>
    /// <exception cref="RequestException">503: there is not.</exception>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var room = context.GetEndpoint()?.Metadata switch
        {
            { } route when route.GetMetadata<TakesRoom>() is { ForWebhooks: var isWebhook } && context.Features.Get<Caller>() is null => isWebhook ? webhooks : requests,
            _ => null, // the console's own, health, pages
        };
        using var lease = room is null ? null : await room.AcquireAsync(1, context.RequestAborted);
        if (lease is { IsAcquired: false })
        {
            throw new RequestException(
                StatusCodes.Status503ServiceUnavailable, new ApiError { Code = Codes.Unavailable, Message = "The server has as many requests as it can hold; try again." }, ComeAgain);
        }

        await next(context);
    }

    public void Dispose()
    {
        requests.Dispose();
        webhooks.Dispose();
    }

    private static ConcurrencyLimiter Of(int atOnce, int waiting) => new(new() { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}

/// <summary>Requests of this route take room in the house.</summary>
/// <param name="ForWebhooks">In the one for webhooks.</param>
internal sealed record TakesRoom(bool ForWebhooks);
