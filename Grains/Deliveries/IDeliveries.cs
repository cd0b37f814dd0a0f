using LeadSail.Storage;

namespace LeadSail.Deliveries;

/// <summary>The outbox: events that grains stored with what they tell of, until their receivers took them, and some time after.</summary>
public interface IDeliveries
{
    /// <summary>Takes deliveries that are due, oldest first, and hides each until <paramref name="hideUntil"/>: then it comes again, unless it was changed.</summary>
    /// <param name="now">Now.</param>
    /// <param name="hideUntil">When those taken fall due again by themselves.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="busy">Receivers, <c>organization/campaign</c>, that have enough to do.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Delivery>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, IReadOnlyCollection<string> busy, CancellationToken cancellationToken = default);

    /// <summary>Changes a delivery as it stands, while nobody else does.</summary>
    /// <param name="organizationId">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">What it becomes; may be asked more than once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it became; null if there is none: its person was erased.</returns>
    Task<Delivery?> ChangeAsync(string organizationId, string id, Func<Delivery, Delivery> change, CancellationToken cancellationToken = default);

    /// <summary>Forgets deliveries that nobody waits for.</summary>
    Task DropAsync(IReadOnlyList<(string OrganizationId, string Id)> ids, CancellationToken cancellationToken = default);

    /// <summary>One delivery; null when there is none.</summary>
    Task<Delivery?> FindAsync(string organizationId, string id, CancellationToken cancellationToken = default);

    /// <summary>Deliveries of an organization, newest first. <paramref name="cursor"/> is the last id of the page before.</summary>
    Task<Page<Delivery>> ListAsync(string organizationId, DeliveryFilter filter, string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was sent of calls; a delivery that is sent all the same tells what is known of its call then.</summary>
    Task ForgetBodiesAsync(string organizationId, IReadOnlyCollection<string> interactionIds, CancellationToken cancellationToken = default);

    /// <summary>Forgets deliveries that were over before an instant, the oldest first.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}

/// <summary>Which deliveries to list; null for any.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Event">What happened.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="LeadId">The lead.</param>
/// <param name="InteractionId">The call.</param>
public sealed record DeliveryFilter(DeliveryState? State = null, string? Event = null, string? CampaignId = null, string? LeadId = null, string? InteractionId = null);
