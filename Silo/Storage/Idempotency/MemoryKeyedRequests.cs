using LeadSail.Idempotency;
using LeadSail.Storage.Memory;

namespace LeadSail.Storage.Idempotency;

/// <summary>Requests under a key.</summary>
internal sealed class MemoryKeyedRequests(MemoryEngine engine) : IKeyedRequests
{
    private readonly Dictionary<(string Organization, string Key), KeyedRequest> rows = [];

    public Task<KeyedRequest> BeginAsync(KeyedRequest wanted, DateTimeOffset forgetUntil, CancellationToken cancellationToken) => engine.CommitAsync(
        Place(wanted),
        () =>
        {
            var begun = Stored(wanted with { Answer = null });
            var at = (wanted.OrganizationId, wanted.Key);
            if (!rows.TryGetValue(at, out var row) || row.CreatedAt <= Whole(forgetUntil))
                return rows[at] = begun;

            return row.Answer is null && row.Fingerprint == wanted.Fingerprint && row.HeldUntil <= begun.CreatedAt
                ? rows[at] = row with { Holder = begun.Holder, HeldUntil = begun.HeldUntil }
                : row;
        },
        cancellationToken);

    public Task<KeyedRequest?> FindAsync(string organizationId, string key, CancellationToken cancellationToken) =>
        engine.ReadAsync(() => rows.GetValueOrDefault((organizationId, key)), cancellationToken);

    public Task<bool> HoldAsync(KeyedRequest request, DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync(request, row => row with { HeldUntil = Whole(until) }, cancellationToken);

    public Task<bool> CompleteAsync(KeyedRequest request, KeptAnswer answer, CancellationToken cancellationToken) =>
        ChangeAsync(request, row => row with { Answer = answer with { Body = answer.Body.ToArray() } }, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) => engine.CommitAsync(
        "requests",
        () =>
        {
            var old = rows.Where(row => row.Value.CreatedAt <= Whole(until)).OrderBy(row => row.Value.CreatedAt).Take(limit).Select(row => row.Key).ToList();
            old.ForEach(at => rows.Remove(at));
            return old.Count;
        },
        cancellationToken);

    private Task<bool> ChangeAsync(KeyedRequest request, Func<KeyedRequest, KeyedRequest> change, CancellationToken cancellationToken) => engine.CommitAsync(
        Place(request),
        () =>
        {
            var at = (request.OrganizationId, request.Key);
            if (!rows.TryGetValue(at, out var row) || row.Holder != request.Holder || row.Answer is not null)
                return false;

            rows[at] = change(row);
            return true;
        },
        cancellationToken);

    private static KeyedRequest Stored(KeyedRequest request) => request with { CreatedAt = Whole(request.CreatedAt), HeldUntil = Whole(request.HeldUntil) };

    private static DateTimeOffset Whole(DateTimeOffset at) => Instants.From(Instants.ToMilliseconds(at));

    private static string Place(KeyedRequest request) => $"requests/{request.OrganizationId}/{request.Key}";
}
