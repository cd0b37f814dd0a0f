using LeadSail.Storage;
using LeadSail.Storage.Memory;

namespace LeadSail.Memory;

/// <summary>The twin in memory.</summary>
public sealed class MemoryStore : IStoreUnderTest
{
    private Func<string, IReadOnlyList<IReadOnlyDictionary<string, object?>>> rows = _ => [];

    public IDatabase Open(TimeProvider time, IStorageFaults faults)
    {
        var database = new MemoryDatabase(time, faults);
        rows = database.Rows;
        return database;
    }

    public Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RowsAsync(string table) => Task.FromResult(rows(table));

    public Task CloseAsync() => Task.CompletedTask;
}
