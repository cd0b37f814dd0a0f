using System.Text.Json;
using LeadSail.Deliveries;
using LeadSail.Storage.Memory;

namespace LeadSail.Storage.Deliveries;

/// <summary>The outbox: rows that come with states' commits.</summary>
internal sealed class MemoryDeliveries(MemoryEngine engine, MemoryReadRows rows, Action<RowChanged> announce) : IDeliveries
{
    private const string Table = "deliveries";

    public Task<IReadOnlyList<Delivery>> ClaimDueAsync(DateTimeOffset now, DateTimeOffset hideUntil, int limit, IReadOnlyCollection<string> busy, CancellationToken cancellationToken) =>
        engine.CommitAsync<IReadOnlyList<Delivery>>(
            "deliveries",
            () =>
            {
                var due = rows.Of(Table)
                    .Where(row => Number(row, "due_at") <= Instants.ToMilliseconds(now) && !busy.Contains((string)row["receiver"]!))
                    .OrderBy(row => Number(row, "due_at")).ThenBy(row => (string)row["id"]!, StringComparer.Ordinal).Take(limit).ToList();
                foreach (var row in due)
                    Write(row, new ReadColumn("due_at", Instants.Due(hideUntil)));
                return due.ConvertAll(row => Read(row) with { DueAt = Instants.From(Instants.Due(hideUntil)) });
            },
            cancellationToken);

    public async Task<Delivery?> ChangeAsync(string organizationId, string id, Func<Delivery, Delivery> change, CancellationToken cancellationToken)
    {
        var changed = await engine.CommitAsync(
            $"deliveries/{id}",
            () =>
            {
                if (Find(organizationId, id) is not { } row)
                    return null;

                var next = change(Read(row));
                Write(
                    row, new("state", Enums.Name(next.State)), new("url", next.Url), new("body", next.Body), new("attempts", JsonSerializer.Serialize(next.Attempts, Json.Options)),
                    new("tries", next.Tries), new("due_at", next.DueAt is { } due ? Instants.Due(due) : null), new("completed_at", next.CompletedAt));
                return Read(Find(organizationId, id)!);
            },
            cancellationToken);
        if (changed is not null)
            announce(Changed(organizationId, id));
        return changed;
    }

    public async Task DropAsync(IReadOnlyList<(string OrganizationId, string Id)> ids, CancellationToken cancellationToken)
    {
        await engine.CommitAsync(
            "deliveries",
            () =>
            {
                foreach (var (organization, id) in ids)
                    Remove(organization, id);
                return true;
            },
            cancellationToken);
        foreach (var (organization, id) in ids)
            announce(Changed(organization, id));
    }

    public Task<Delivery?> FindAsync(string organizationId, string id, CancellationToken cancellationToken) =>
        engine.ReadAsync(() => Find(organizationId, id) is { } row ? Read(row) : null, cancellationToken);

    public Task<Page<Delivery>> ListAsync(string organizationId, DeliveryFilter filter, string? cursor, int limit, CancellationToken cancellationToken) => engine.ReadAsync(
        () =>
        {
            var found = rows.Of(Table).Where(row => Is(row, "org", organizationId) && (cursor is null || string.CompareOrdinal((string)row["id"]!, cursor) < 0)
                    && Is(row, "state", filter.State is { } state ? Enums.Name(state) : null) && Is(row, "event", filter.Event) && Is(row, "campaign_id", filter.CampaignId)
                    && Is(row, "lead_id", filter.LeadId) && Is(row, "interaction_id", filter.InteractionId))
                .OrderByDescending(row => (string)row["id"]!, StringComparer.Ordinal).Take(limit + 1).Select(Read).ToList();
            return new Page<Delivery>([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
        },
        cancellationToken);

    public Task ForgetBodiesAsync(string organizationId, IReadOnlyCollection<string> interactionIds, CancellationToken cancellationToken) => engine.CommitAsync(
        "deliveries",
        () =>
        {
            foreach (var row in rows.Of(Table).Where(row => Is(row, "org", organizationId) && interactionIds.Contains((string?)row["interaction_id"] ?? "")).ToList())
                Write(row, new ReadColumn("body", null));
            return true;
        },
        cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => engine.CommitAsync(
        "deliveries",
        () =>
        {
            var old = rows.Of(Table).Where(row => Number(row, "completed_at") < Instants.ToMilliseconds(before)).OrderBy(row => Number(row, "completed_at")).Take(limit).ToList();
            foreach (var row in old)
                Remove((string)row["org"]!, (string)row["id"]!);
            return old.Count;
        },
        cancellationToken);

    /// <summary>Forgets what was told of a person, inside a commit.</summary>
    public static void ForgetLead(MemoryReadRows rows, string organization, string leadId)
    {
        foreach (var row in rows.Of(Table).Where(row => Is(row, "org", organization) && Is(row, "lead_id", leadId)).ToList())
            rows.Prepare($"{organization}/{row["id"]}", new ReadRow(Table, []), remove: true)();
    }

    private static RowChanged Changed(string organization, string id) => new("delivery", $"{organization}/{id}");

    private IReadOnlyDictionary<string, object?>? Find(string organization, string id) =>
        rows.Of(Table).FirstOrDefault(row => Is(row, "org", organization) && Is(row, "id", id));

    private void Write(IReadOnlyDictionary<string, object?> row, params ReadColumn[] columns) => rows.Prepare($"{row["org"]}/{row["id"]}", new ReadRow(Table, [.. columns]), remove: false)();

    private void Remove(string organization, string id) => rows.Prepare($"{organization}/{id}", new ReadRow(Table, []), remove: true)();

    private static Delivery Read(IReadOnlyDictionary<string, object?> row) => new()
    {
        OrganizationId = (string)row["org"]!,
        Id = (string)row["id"]!,
        Event = new((string)row["event"]!, (string)row["campaign_id"]!, (string)row["lead_id"]!, (string?)row["interaction_id"], (string)row["status"]!, Instants.From((long)row["happened_at"]!)),
        State = Enums.Parse<DeliveryState>((string)row["state"]!)!.Value,
        Url = (string?)row.GetValueOrDefault("url"),
        Body = (string?)row.GetValueOrDefault("body"),
        Attempts = [.. JsonSerializer.Deserialize<DeliveryAttempt[]>((string?)row.GetValueOrDefault("attempts") ?? "[]", Json.Options)!],
        Tries = (int)(Number(row, "tries") ?? 0),
        DueAt = Number(row, "due_at") is { } due ? Instants.From(due) : null,
        CompletedAt = Number(row, "completed_at") is { } over ? Instants.From(over) : null,
    };

    private static long? Number(IReadOnlyDictionary<string, object?> row, string column) => (long?)row.GetValueOrDefault(column);

    private static bool Is(IReadOnlyDictionary<string, object?> row, string column, string? wanted) =>
        wanted is null || string.Equals((string?)row.GetValueOrDefault(column), wanted, StringComparison.Ordinal);
}
