namespace LeadSail.Storage;

/// <summary>The durable timers: the <c>wake_at</c> column of the states.</summary>
public interface IWakeups
{
    /// <summary>
    /// Takes grains that are due, oldest first, and puts their instant off, by a while that doubles with each taking (2 s to 5 min),
    /// so that a grain that cannot do its work is asked again later and never blocks the others. A commit of the grain ends that.
    /// </summary>
    /// <param name="now">The instant to compare with.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Wakeup>> ClaimDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);
}

/// <summary>A grain to wake.</summary>
/// <param name="GrainType">The grain type's name.</param>
/// <param name="Key">The grain's key.</param>
public sealed record Wakeup(string GrainType, string Key);
