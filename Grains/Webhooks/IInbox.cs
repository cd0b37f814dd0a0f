namespace LeadSail.Webhooks;

/// <summary>
/// The webhooks that were acknowledged: a table, unique by provider, conversation and type. What is in it is applied sooner or later,
/// by whichever process; 200 is answered only after the commit.
/// </summary>
public interface IInbox
{
    /// <summary>Stores a webhook durably. False when that provider, conversation and type is there already; then nothing changes.</summary>
    Task<bool> AcceptAsync(InboxItem item, CancellationToken cancellationToken = default);

    /// <summary>Takes items that are due, oldest first, and hides each until <paramref name="hideUntil"/>: then it comes again, unless it was completed.</summary>
    Task<IReadOnlyList<InboxItem>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, CancellationToken cancellationToken = default);

    /// <summary>Marks an item as applied (or as given up after 24 h): it is never claimed again, and its body is dropped. The first status stays.</summary>
    Task CompleteAsync(string id, InboxStatus status, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Makes an item due at an instant again, unless it was completed.</summary>
    Task RetryAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>When the next item falls due; null when none waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken = default);

    /// <summary>Forgets items that were completed before an instant, the oldest first. A repeat of one would be accepted as new.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A stored webhook.</summary>
/// <param name="Id">Ours, <c>evt_…</c>.</param>
/// <param name="Provider">Who sent it.</param>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="Type">The provider's name of the event.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="Tries">How often it was claimed, this time included; 0 on acceptance.</param>
public sealed record InboxItem(string Id, string Provider, string ConversationId, string Type, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body, int Tries);

/// <summary>How an inbox item ended.</summary>
public enum InboxStatus
{
    /// <summary>Given to its call.</summary>
    Applied,

    /// <summary>Says nothing that we use.</summary>
    Ignored,

    /// <summary>No call of ours turned up within 24 h.</summary>
    Unmatched,

    /// <summary>It could not be read, or its call could not take it, for 24 h.</summary>
    Failed,
}
