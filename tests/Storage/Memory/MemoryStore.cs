using LeadSail.Contract;
using LeadSail.Storage;
using LeadSail.Storage.Memory;

namespace LeadSail.Memory;

/// <summary>The twin in memory.</summary>
public sealed class MemoryStore : IStoreUnderTest
{
    private MemoryDatabase database = null!;

    public IDatabase Open(TimeProvider time, IStorageFaults faults) => database = new MemoryDatabase(time, faults);

    public Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RowsAsync(string table) => Task.FromResult(database.Rows(table));

    public ValueTask DisposeAsync() => default;
}
