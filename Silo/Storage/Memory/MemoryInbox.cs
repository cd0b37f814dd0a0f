using LeadSail.Webhooks;

namespace LeadSail.Storage.Memory;

/// <summary>Acknowledged webhooks.</summary>
internal sealed class MemoryInbox(MemoryEngine engine) : IInbox
{
    private readonly SortedDictionary<string, (InboxItem Item, long Due)> open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (InboxItem Item, long At)> completed = new(StringComparer.Ordinal);
    private readonly HashSet<(string Provider, string Conversation, string Type)> known = [];

    public Task<bool> AcceptAsync(InboxItem item, CancellationToken cancellationToken) => engine.CommitAsync(
        $"inbox/{item.Id}",
        () =>
        {
            var isNew = known.Add(KeyOf(item));
            if (isNew)
                open.Add(item.Id, (Copy(item) with { Tries = 0 }, Instants.Due(item.ReceivedAt)));
            return isNew;
        },
        cancellationToken);

    public Task<IReadOnlyList<InboxItem>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, CancellationToken cancellationToken) =>
        engine.CommitAsync<IReadOnlyList<InboxItem>>("inbox", () => Claim(Instants.ToMilliseconds(now), Instants.Due(hideUntil), limit), cancellationToken);

    public Task CompleteAsync(string id, InboxStatus status, DateTimeOffset now, CancellationToken cancellationToken) => engine.CommitAsync(
        $"inbox/{id}",
        () =>
        {
            if (open.Remove(id, out var waiting))
                completed.Add(id, (waiting.Item with { Body = default }, Instants.ToMilliseconds(now)));
            return true;
        },
        cancellationToken);

    public Task RetryAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => engine.CommitAsync(
        $"inbox/{id}",
        () =>
        {
            if (open.TryGetValue(id, out var waiting))
                open[id] = (waiting.Item, Instants.Due(at));
            return true;
        },
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => engine.ReadAsync(
        () => open.Count == 0 ? (DateTimeOffset?)null : Instants.From(open.Values.Min(waiting => waiting.Due)), cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => engine.CommitAsync(
        "inbox",
        () =>
        {
            var old = completed.Values.Where(done => done.At < Instants.ToMilliseconds(before)).OrderBy(done => done.At).Take(limit).ToList();
            foreach (var (item, _) in old)
            {
                completed.Remove(item.Id);
                known.Remove(KeyOf(item));
            }

            return old.Count;
        },
        cancellationToken);

    private List<InboxItem> Claim(long now, long hideUntil, int limit)
    {
        // Sorted by id already, and the sort by instant is stable.
        var due = open.Values.Where(waiting => waiting.Due <= now).OrderBy(waiting => waiting.Due).Take(limit).ToList();
        return due.ConvertAll(waiting =>
        {
            var claimed = waiting.Item with { Tries = waiting.Item.Tries + 1 };
            open[claimed.Id] = (claimed, hideUntil);
            return Copy(claimed);
        });
    }

    private static (string Provider, string Conversation, string Type) KeyOf(InboxItem item) => (item.Provider, item.ConversationId, item.Type);

    private static InboxItem Copy(InboxItem item) =>
        item with { Body = item.Body.ToArray(), ReceivedAt = Instants.From(Instants.ToMilliseconds(item.ReceivedAt)) };
}
