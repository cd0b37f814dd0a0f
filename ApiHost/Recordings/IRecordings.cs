namespace LeadSail.Recordings;

/// <summary>The recordings that this process has kept.</summary>
public interface IRecordings
{
    /// <summary>Deletes what is kept of an interaction's recording, and ends a fetch that is under way; nothing when there is none.</summary>
    /// <exception cref="ArgumentException">One of the ids is none.</exception>
    void Delete(string organizationId, string interactionId);
}
