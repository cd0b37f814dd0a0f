using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using LeadSail.Claims;
using LeadSail.Outgoing;
using LeadSail.Webhooks;
using Microsoft.Extensions.Logging;

namespace LeadSail.Deliveries;

/// <summary>
/// Sends what is due, a process's share of it. A receiver that is slow has so many at once and no more, so that it holds up nobody else; what is cut off falls due again, with the
/// same id.
/// </summary>
internal sealed partial class DeliveryPump(IDeliveries deliveries, DeliveryComposer composer, WebhookSecrets secrets, IOutgoingHttp http, TimeProvider time, ILogger<DeliveryPump> logger)
{
    private const int AtOnce = 128, AtOnceForOne = 16, Batch = 16, PurgeBatch = 500;

    /// <summary>So soon after a crash it is sent again; where the receiver may take longer, after its time and <see cref="Slack"/>.</summary>
    private static readonly TimeSpan Hide = TimeSpan.FromSeconds(35), Slack = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500), ShortRest = TimeSpan.FromMilliseconds(50), Keep = TimeSpan.FromDays(30), BetweenPurges = TimeSpan.FromHours(1);

    private readonly InFlight underWay = new(AtOnce);
    private readonly ConcurrentDictionary<string, int> receivers = new(StringComparer.Ordinal);
    private long? purgedAt;

    /// <summary>Starts to send what is due, and says when to look again.</summary>
    public async Task<TimeSpan> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var limit = Math.Min(Batch, await underWay.RoomAsync(cancellationToken));
            var busy = receivers.Where(receiver => receiver.Value >= AtOnceForOne).Select(receiver => receiver.Key).ToArray();
            var now = time.GetUtcNow();
            var due = await deliveries.ClaimDueAsync(now, now + Hide, limit, busy, cancellationToken);
            await Start(due, cancellationToken);
            if (due.Count < limit)
            {
                await Purge(cancellationToken);
                return busy.Length == 0 ? Rest : ShortRest;
            }
        }
    }

    /// <summary>Waits for what is under way, at the stop of a process for 2 s at most.</summary>
    public Task DrainAsync() => underWay.DrainAsync(time);

    private async Task Start(IReadOnlyList<Delivery> due, CancellationToken cancellationToken)
    {
        var unwanted = new List<(string OrganizationId, string Id)>();
        foreach (var delivery in due)
        {
            var receiver = await composer.ReceiverAsync(delivery, cancellationToken);
            if (receiver is null && delivery.Body is null)
            {
                unwanted.Add((delivery.OrganizationId, delivery.Id));
                continue;
            }

            var key = $"{delivery.OrganizationId}/{delivery.Event.CampaignId}";
            underWay.Start($"{delivery.OrganizationId}/{delivery.Id}", () => Carry(delivery, receiver, key, cancellationToken));
        }

        if (unwanted.Count > 0)
        {
            await deliveries.DropAsync(unwanted, cancellationToken);
        }
    }

    private async Task Carry(Delivery delivery, WebhookSettings? receiver, string key, CancellationToken stopping)
    {
        receivers.AddOrUpdate(key, 1, (_, count) => count + 1);
        try
        {
            await Send(delivery, receiver, stopping);
        }
        catch (Exception e)
        {
            // it stays hidden for a while, and is tried again then
            if (!stopping.IsCancellationRequested)
            {
                LogNotCarried(e, delivery.Id);
            }
        }
        finally
        {
            if (receivers.AddOrUpdate(key, 0, (_, count) => count - 1) == 0)
            {
                receivers.TryRemove(KeyValuePair.Create(key, 0));
            }
        }
    }

    private async Task Send(Delivery delivery, WebhookSettings? receiver, CancellationToken stopping)
    {
        if (await composer.BodyAsync(delivery, stopping) is not { } body)
        {
            await deliveries.DropAsync([(delivery.OrganizationId, delivery.Id)], stopping);
            return;
        }

        var began = time.GetUtcNow();
        if (receiver is not null && TimeSpan.FromSeconds(receiver.TimeoutSeconds) + Slack is var longest && longest > Hide)
        {
            if (await deliveries.ChangeAsync(delivery.OrganizationId, delivery.Id, at => at with { DueAt = began + longest }, stopping) is not { } hidden)
            {
                return;
            }

            delivery = delivery with { DueAt = hidden.DueAt };
        }

        DeliveryAttempt attempt;
        if (receiver is null)
        {
            attempt = new(began, 0, null, "Nobody listens any more: the webhook, or this event, was switched off.", null);
        }
        else
        {
            var secret = await secrets.GetAsync(delivery.OrganizationId, stopping);
            var reply = await http.PostAsync(
                new(receiver.Url!, body, TimeSpan.FromSeconds(receiver.TimeoutSeconds)) { Headers = [.. HeadersOf(receiver), KeyValuePair.Create(WebhookSecret.Header, secret.Sign(body, began))] }, stopping);
            attempt = new(began, (int)reply.Took.TotalMilliseconds, reply.StatusCode, reply.Error, reply.Body.Length == 0 ? null : reply.Body);
        }

        var over = time.GetUtcNow();
        var after = await deliveries.ChangeAsync(
            delivery.OrganizationId, delivery.Id,
            at => DeliveryRules.After(at with { Url = receiver?.Url ?? at.Url, Body = body }, delivery.DueAt, attempt, receiver?.RetryAttempts ?? 1, over), CancellationToken.None);
        if (after?.State == DeliveryState.Failed)
        {
            LogGivenUp(delivery.Id, delivery.Event.Event, after.Tries);
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> HeadersOf(WebhookSettings receiver) =>
        [.. JsonSerializer.Deserialize<Dictionary<string, string>>(receiver.Headers.Value, Json.Options)!];

    /// <summary>A batch each hour, and one after the other where there is more.</summary>
    private async Task Purge(CancellationToken cancellationToken)
    {
        if (purgedAt is not { } at || time.GetElapsedTime(at) >= BetweenPurges)
        {
            var purged = await deliveries.PurgeAsync(time.GetUtcNow() - Keep, PurgeBatch, cancellationToken);
            purgedAt = purged < PurgeBatch ? time.GetTimestamp() : null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery {Id} could not be carried; it is tried again")]
    private partial void LogNotCarried(Exception exception, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery {Id} of {Event} is given up after {Tries} attempts")]
    private partial void LogGivenUp(string id, string @event, int tries);
}
