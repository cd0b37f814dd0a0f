using LeadSail.Calls;

namespace LeadSail.Storage;

/// <summary>Interactions by their read rows, which are never behind the states that they are written with.</summary>
public interface IInteractions
{
    /// <summary>The states of interactions, newest first.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<T>> ListAsync<T>(string organizationId, InteractionFilter filter, int limit, CancellationToken cancellationToken = default) where T : class;

    /// <summary>Interactions that ended before an instant and still keep something, in the order of their ends.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="what">One kind of traces.</param>
    /// <param name="endedBefore">Those that ended then or later are left out.</param>
    /// <param name="after">The last one already seen; null for the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<InteractionPlace>> KeepingAsync(
        string organizationId, CallTraces what, DateTimeOffset endedBefore, InteractionPlace? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many interactions were created in each minute, by how they stand now, oldest first; a minute without any is left out.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="from">The minute of this instant and those after it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<MinuteCount>> PerMinuteAsync(string organizationId, DateTimeOffset from, CancellationToken cancellationToken = default);
}

/// <summary>Interactions of one minute and status.</summary>
/// <param name="At">The minute's begin.</param>
/// <param name="Status">How they stand.</param>
/// <param name="Count">How many.</param>
public readonly record struct MinuteCount(DateTimeOffset At, InteractionStatus Status, int Count);

/// <summary>Where an interaction stands in a list: its instant, whole milliseconds, and its id where two have the same.</summary>
public sealed record InteractionPlace(DateTimeOffset At, string Id);
