using LeadSail.Storage;

namespace LeadSail.Fixture;

/// <summary>Makes commits fail, as a test says.</summary>
public sealed class StorageFaults : IStorageFaults
{
    /// <summary>With what a commit fails, by what is in it; null when it does not.</summary>
    public Func<IReadOnlyList<string>, Exception?> Fails { get; set; } = _ => null;

    public ValueTask BeforeCommitAsync(IReadOnlyList<string> keys) => Fails(keys) is { } failure ? ValueTask.FromException(failure) : default;

    public ValueTask AfterCommitAsync(IReadOnlyList<string> keys) => default;
}
