namespace LeadSail.Storage;

/// <summary>Small facts about the installation, by name: the heartbeat, for one.</summary>
public interface IMarks
{
    /// <summary>The mark; null when it was never set.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets the mark, durably.</summary>
    Task SetAsync(string name, string value, CancellationToken cancellationToken = default);
}
