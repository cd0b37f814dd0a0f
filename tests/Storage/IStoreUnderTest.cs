using LeadSail.Storage;

namespace LeadSail;

/// <summary>A kind of storage that keeps the contract.</summary>
public interface IStoreUnderTest
{
    /// <summary>An empty storage.</summary>
    IDatabase Open(TimeProvider time, IStorageFaults faults);

    /// <summary>The rows of a read table.</summary>
    Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> RowsAsync(string table);

    /// <summary>Removes all of it.</summary>
    Task CloseAsync();
}
