namespace LeadSail.Storage;

/// <summary>Reads the history that was committed with states and settings.</summary>
public interface IHistory
{
    /// <summary>Entries of one life, oldest first.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="stream">The id behind the organization in the grain's key, or the settings row's id.</param>
    /// <param name="afterSeq">The last number already seen; 0 for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RecordedEntry>> ReadAsync(string organizationId, string stream, long afterSeq, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A history entry as stored.</summary>
/// <param name="Seq">Grows with each entry of a stream; not without gaps.</param>
/// <param name="At">When it happened, to the millisecond.</param>
/// <param name="Type">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="Data">Facts, a JSON object.</param>
public sealed record RecordedEntry(long Seq, DateTimeOffset At, string Type, string Actor, JsonText Data);
