namespace LeadSail.Storage.Memory;

/// <summary>Small facts about the installation.</summary>
internal sealed class MemoryMarks(MemoryEngine engine) : IMarks
{
    private readonly Dictionary<string, string> marks = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => engine.ReadAsync(() => marks.GetValueOrDefault(name), cancellationToken);

    public Task SetAsync(string name, string value, CancellationToken cancellationToken) => engine.CommitAsync($"marks/{name}", () => marks[name] = value, cancellationToken);
}
