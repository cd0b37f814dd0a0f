using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Idempotency;

namespace LeadSail.Deliveries;

/// <summary>What was told to receivers of webhooks, and telling it again.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/webhook-deliveries").WithTags("Webhooks");
        deliveries.MapGet("/", List).WithSummary("List webhook deliveries of the last 30 days, newest first").Produces<Envelope<DeliveryList>>().Fails(400);
        deliveries.MapGet("/{deliveryId}", Get).WithSummary("One webhook delivery, with what is sent").Produces<Envelope<DeliveryDetail>>().Fails(404);
        deliveries.MapPost("/{deliveryId}/replay", Replay).WithSummary("Send a webhook once more, with the same event id and body").Produces<Envelope<DeliveryDetail>>(202).Fails(404);
    }

    private static async Task<IResult> List(DeliveryQuery query, Caller caller, IDeliveries deliveries, CancellationToken cancellationToken)
    {
        var page = await deliveries.ListAsync(caller.OrganizationId, query.Filter, query.Paging.Cursor, query.Paging.Limit, cancellationToken);
        return Answers.Ok(new DeliveryList([.. page.Items.Select(DeliveryView.Of)], page.NextCursor, page.NextCursor is not null));
    }

    private static async Task<IResult> Get(string deliveryId, Caller caller, IDeliveries deliveries, CancellationToken cancellationToken) =>
        Answers.Ok(await Find(deliveryId, caller, deliveries, cancellationToken));

    private static async Task<IResult> Replay(string deliveryId, Caller caller, IDeliveries deliveries, RequestIds request, TimeProvider time, CancellationToken cancellationToken)
    {
        var delivery = await Find(deliveryId, caller, deliveries, cancellationToken);
        if (!delivery.Attempts.Any(attempt => attempt.At > request.Since)) // else the same request has had it sent
        {
            await deliveries.ChangeAsync(caller.OrganizationId, deliveryId, at => DeliveryRules.Replayed(at, time.GetUtcNow()), cancellationToken);
            delivery = await Find(deliveryId, caller, deliveries, cancellationToken);
        }

        return Answers.Accepted($"/api/v1/webhook-deliveries/{deliveryId}", delivery);
    }

    private static async Task<DeliveryDetail> Find(string deliveryId, Caller caller, IDeliveries deliveries, CancellationToken cancellationToken) =>
        await deliveries.FindAsync(caller.OrganizationId, deliveryId, cancellationToken) is { } delivery ? DeliveryDetail.Of(delivery) : throw NotFound(deliveryId);

    private static RequestException NotFound(string deliveryId) => RequestException.NotFound($"There is no delivery {deliveryId}.");
}
