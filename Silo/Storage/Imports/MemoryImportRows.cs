using LeadSail.Imports;
using LeadSail.Storage.Memory;

namespace LeadSail.Storage.Imports;

/// <summary>The rows of imports.</summary>
internal sealed class MemoryImportRows(MemoryEngine engine) : IImportRows
{
    private readonly SortedDictionary<(string Organization, string Import, int Number), ImportRow> rows = [];

    public Task AddAsync(string organizationId, string importId, IReadOnlyCollection<ImportRow> added, CancellationToken cancellationToken) => Commit(organizationId, importId, () =>
        added.Count(row => rows.TryAdd((organizationId, importId, row.Number), row)), cancellationToken);

    public Task<IReadOnlyList<ImportRow>> WaitingAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<ImportRow>>(() => [.. Of(organizationId, importId, after).Where(row => row.Given is not null).Take(limit)], cancellationToken);

    public Task<IReadOnlySet<string>> PassedAsync(string organizationId, string importId, IReadOnlyCollection<string> identifiers, int upTo, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlySet<string>>(
            () => Of(organizationId, importId).Where(row => row.IsRehearsal && row.Fault is null && row.Number <= upTo && row.Identifier is { } known && identifiers.Contains(known))
                .Select(row => row.Identifier!).ToHashSet(StringComparer.Ordinal),
            cancellationToken);

    public Task RefuseAsync(string organizationId, string importId, int after, int upTo, IReadOnlyDictionary<int, string> reasons, CancellationToken cancellationToken) =>
        Commit(organizationId, importId, () =>
        {
            foreach (var row in Of(organizationId, importId, after).Where(row => row.Number <= upTo).ToList())
            {
                if (reasons.TryGetValue(row.Number, out var reason) || row.Given is not null)
                    rows[(organizationId, importId, row.Number)] = row with { Fault = reason };
            }

            return 0;
        }, cancellationToken);

    public Task SettleAsync(string organizationId, string importId, int after, int upTo, CancellationToken cancellationToken) => Commit(organizationId, importId, () =>
        Remove(organizationId, importId, Of(organizationId, importId, after).Where(row => row.Number <= upTo && row.Fault is null)), cancellationToken);

    public Task<IReadOnlyList<ImportRow>> RefusedAsync(string organizationId, string importId, int after, int limit, CancellationToken cancellationToken) =>
        engine.ReadAsync<IReadOnlyList<ImportRow>>(() => [.. Of(organizationId, importId, after).Where(row => row.Fault is not null).Take(limit)], cancellationToken);

    public Task<int> DropAsync(string organizationId, string importId, bool withRefused, int limit, CancellationToken cancellationToken) => Commit(organizationId, importId, () =>
        Remove(organizationId, importId, Of(organizationId, importId).Where(row => withRefused || row.Fault is null).Take(limit)), cancellationToken);

    private Task<int> Commit(string organizationId, string importId, Func<int> effect, CancellationToken cancellationToken) =>
        engine.CommitAsync($"import_rows/{organizationId}/{importId}", effect, cancellationToken);

    private IEnumerable<ImportRow> Of(string organizationId, string importId, int after = 0) =>
        rows.Where(row => row.Key.Organization == organizationId && row.Key.Import == importId && row.Key.Number > after).Select(row => row.Value);

    private int Remove(string organizationId, string importId, IEnumerable<ImportRow> some) => some.ToList().Count(row => rows.Remove((organizationId, importId, row.Number)));
}
